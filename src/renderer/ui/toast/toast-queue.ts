export interface Toast {
  readonly text: string;
  readonly tone?: 'neutral' | 'danger';
  readonly action?: {
    readonly label: string;
    readonly onSelect: () => void;
    /** It takes back what the toast tells: the key for that does it as well. */
    readonly undoes?: true;
  };
}

export interface ShownToast extends Toast {
  readonly id: number;
}

/** Older ones leave when there are more than these. */
const LIMIT = 3;

let toasts: readonly ShownToast[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

/** Shows a toast until it is dismissed or its time is over. Returns its dismissal. */
export function showToast(toast: Toast): () => void {
  const id = nextId++;
  publish([...toasts, { ...toast, id }].slice(-LIMIT));
  return () => dismissToast(id);
}

/** Nothing happens when it is no longer shown. */
export function dismissToast(id: number): void {
  if (toasts.some((toast) => toast.id === id)) publish(toasts.filter((toast) => toast.id !== id));
}

/** Takes back what the newest toast that can tells. Returns whether there was one. */
export function undoByToast(): boolean {
  const toast = toasts.findLast(({ action }) => action?.undoes === true);
  if (toast === undefined) return false;
  dismissToast(toast.id);
  toast.action?.onSelect();
  return true;
}

export function currentToasts(): readonly ShownToast[] {
  return toasts;
}

/** Returns its undo. */
export function subscribeToasts(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function publish(next: readonly ShownToast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}
