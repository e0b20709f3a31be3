import { useEffect, useEffectEvent } from 'react';
import type { RefObject } from 'react';

/** Tells how tall the scroller would be if all of its content were in view, in CSS pixels, now and at each change. */
export function useContentHeight(
  scroller: RefObject<HTMLElement | null>,
  onHeight: ((height: number) => void) | undefined,
): void {
  const tell = useEffectEvent((element: HTMLElement) => onHeight?.(heightOf(element)));
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    tell(element);
    const growth = new ResizeObserver(() => tell(element));
    for (const child of element.children) growth.observe(child);
    return () => growth.disconnect();
  }, [scroller]);
}

function heightOf(element: HTMLElement): number {
  const { paddingBlockStart, paddingBlockEnd } = getComputedStyle(element);
  let height = Number.parseFloat(paddingBlockStart) + Number.parseFloat(paddingBlockEnd);
  for (const child of element.children) height += child.getBoundingClientRect().height;
  return height;
}
