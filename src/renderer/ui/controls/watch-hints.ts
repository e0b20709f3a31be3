export interface Hint {
  readonly button: HTMLElement;
  readonly text: string;
  /** In Electron's notation; empty when it has none. */
  readonly accelerator: string;
}

/** How long a pointer rests on a button, and how soon after one hint the next one comes at once, in milliseconds. */
const DELAY_MS = 500;
const SKIP_DELAY_MS = 250;

/**
 * Tells which button's hint is to be seen: of those with `data-hint`, their keys, and a name in `aria-label`.
 * A press, a scroll or Escape takes it away. Returns the function that ends it.
 */
export function watchHints(show: (hint: Hint | null) => void, takesEscape: boolean): () => void {
  const ended = new AbortController();
  let button: HTMLElement | null = null;
  let isShown = false;
  let lastHiddenAt = -SKIP_DELAY_MS;
  let timer: number | undefined;

  function leave(): void {
    window.clearTimeout(timer);
    if (isShown) {
      lastHiddenAt = performance.now();
      show(null);
    }
    isShown = false;
  }

  function open(): void {
    if (button?.isConnected !== true) return;
    isShown = true;
    const text = button.ariaLabel ?? '';
    show({ button, text, accelerator: button.dataset['hint'] ?? '' });
  }

  function enter(next: HTMLElement | null, delay: number): void {
    if (next === button) return;
    leave();
    button = next;
    if (next !== null) timer = window.setTimeout(open, delay);
  }

  const listen = <Name extends keyof DocumentEventMap>(
    name: Name,
    listener: (event: DocumentEventMap[Name]) => void,
  ) => document.addEventListener(name, listener, { capture: true, signal: ended.signal });

  listen('pointerover', ({ target, pointerType }) => {
    if (pointerType === 'touch') return;
    const isNext = performance.now() - lastHiddenAt < SKIP_DELAY_MS || isShown;
    enter(hintedAt(target), isNext ? 0 : DELAY_MS);
  });
  listen('pointerout', ({ relatedTarget }) => {
    if (relatedTarget === null) enter(null, 0);
  });
  listen('focusin', ({ target }) => {
    const focused = hintedAt(target);
    enter(focused?.matches(':focus-visible') === true ? focused : null, 0);
  });
  listen('focusout', () => enter(null, 0));
  // The button is known still, so that it does not hint again under a pointer that stays.
  listen('pointerdown', leave);
  listen('click', leave);
  listen('scroll', leave);
  listen('keydown', (event) => {
    if (event.key !== 'Escape' || !isShown) return;
    if (takesEscape) event.preventDefault();
    leave();
  });
  return () => {
    leave();
    ended.abort();
  };
}

function hintedAt(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('[data-hint]') : null;
}
