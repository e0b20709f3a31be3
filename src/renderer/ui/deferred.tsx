import { lazy, Suspense, useState } from 'react';
import type { ComponentType, ReactNode } from 'react';

/** A view whose code comes after the first frame. */
export interface Deferred<Props> {
  readonly View: ComponentType<Props>;
  /** Brings the code; from then on the view is there at once. */
  readonly load: () => Promise<void>;
}

/** Defers a view. Until its code is there, `waiting` is shown in its place. */
export function deferred<Props extends object>(
  bring: () => Promise<ComponentType<Props>>,
  waiting: ReactNode = null,
): Deferred<Props> {
  let loaded: ComponentType<Props> | null = null;
  async function load(): Promise<void> {
    loaded ??= await bring();
  }
  const Lazy = lazy(async () => ({ default: await bring() }));

  function View(props: Props) {
    // Chosen once, or the view would begin anew when the loading ends. A lazy one waits even for what is there already.
    const [Chosen] = useState<ComponentType<Props>>(() => loaded ?? Lazy);
    return (
      <Suspense fallback={waiting}>
        <Chosen {...props} />
      </Suspense>
    );
  }
  return { View, load };
}
