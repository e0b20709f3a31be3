import { useEffect } from 'react';
import type { RefObject } from 'react';

/** Keeps a `popover="manual"` element shown while there is something in it, raised above what opened since at each change. */
export function useTopLayer(
  region: RefObject<HTMLElement | null>,
  content: readonly unknown[],
): void {
  useEffect(() => {
    const element = region.current;
    if (element === null) return;
    if (element.matches(':popover-open')) element.hidePopover();
    if (content.length > 0) element.showPopover();
  }, [region, content]);
}
