import type { StickEvent } from './stick.ts';

export interface ScrollWatcher {
  readonly dispatch: (event: StickEvent) => void;
  /** Whether the app itself has scrolled to this offset. */
  readonly isOwn: (top: number) => boolean;
  readonly toStart: () => void;
  readonly toEnd: () => void;
}

/** Nearer to the end than this counts as the end, in pixels. */
const END_PX = 8;
/** A scroll this soon after input was made by it: wheel and keyboard scroll smoothly. */
const INPUT_MS = 400;

/** Tells what a person does with the scroller by wheel, key, touch, scrollbar and selection. Returns its undo. */
export function watchInput(element: HTMLElement, watcher: ScrollWatcher): () => void {
  const { dispatch } = watcher;
  const ended = new AbortController();
  const { signal } = ended;
  const passive = { passive: true, signal };
  let lastInputAt = 0;
  let pressed: 'nothing' | 'text' | 'scrollbar' = 'nothing';
  let lastTop = element.scrollTop;
  let touchY = 0;

  function moved(isUp: boolean): void {
    lastInputAt = performance.now();
    const canScroll = element.scrollHeight > element.clientHeight + END_PX;
    if (isUp && canScroll) dispatch({ type: 'moved-up' });
  }

  function scrolled(): void {
    const top = element.scrollTop;
    const direction = top < lastTop ? 'up' : 'down';
    const hasMoved = top !== lastTop;
    lastTop = top;
    if (!hasMoved || watcher.isOwn(top)) return;
    const isByPerson = pressed === 'scrollbar' || performance.now() - lastInputAt < INPUT_MS;
    if (!isByPerson) return;
    const isAtEnd = element.scrollHeight - top - element.clientHeight <= END_PX;
    dispatch({ type: 'scrolled', direction, isAtEnd });
  }

  function pressedKey(event: KeyboardEvent): void {
    if (event.target === element && (event.key === 'Home' || event.key === 'End')) {
      // The browser aims at heights that are only estimated until they are on screen.
      event.preventDefault();
      if (event.key === 'Home') watcher.toStart();
      else watcher.toEnd();
    } else {
      moved(event.key === 'ArrowUp' || event.key === 'PageUp');
    }
  }

  function selected(): void {
    const selection = document.getSelection();
    if (pressed !== 'text' || selection === null || selection.isCollapsed) return;
    if (element.contains(selection.anchorNode)) moved(true);
  }

  element.addEventListener('wheel', (event) => moved(event.deltaY < 0), passive);
  element.addEventListener('keydown', pressedKey, { signal });
  element.addEventListener('scroll', scrolled, passive);
  element.addEventListener('touchstart', ({ touches }) => (touchY = yOf(touches)), passive);
  element.addEventListener('touchmove', ({ touches }) => moved(yOf(touches) > touchY), passive);
  element.addEventListener(
    'pointerdown',
    (event) => (pressed = isOnScrollbar(element, event) ? 'scrollbar' : 'text'),
    passive,
  );
  globalThis.addEventListener('pointerup', () => (pressed = 'nothing'), passive);
  document.addEventListener('selectionchange', selected, passive);
  return () => ended.abort();
}

function yOf(touches: TouchList): number {
  return touches[0]?.clientY ?? 0;
}

function isOnScrollbar(element: HTMLElement, event: PointerEvent): boolean {
  return event.target === element && event.offsetX >= element.clientWidth;
}
