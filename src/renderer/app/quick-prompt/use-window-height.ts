import { useLayoutEffect } from 'react';
import type { RefObject } from 'react';
import { call } from '../../client/bridge.ts';
import { attempt } from '../../ui/toast/report-failure.ts';

/**
 * Asks for a window as tall as its content: the parts of a fixed height, which are observed, and `bodyHeight`, of what
 * scrolls. At once after each change of the layout, since a hidden window has no frames in which to be observed.
 */
export function useWindowHeight(panel: RefObject<HTMLElement | null>, bodyHeight: number): void {
  useLayoutEffect(() => {
    const element = panel.current;
    if (element === null) return undefined;
    const parts = element.querySelectorAll('[data-fixed]');
    let asked = 0;
    const ask = () => {
      let height = bodyHeight;
      for (const part of parts) height += part.getBoundingClientRect().height;
      height = Math.ceil(height);
      if (height === asked || height === 0) return;
      asked = height;
      attempt(call('quick-prompt.resize', { height }));
    };
    ask();
    const growth = new ResizeObserver(ask);
    for (const part of parts) growth.observe(part);
    return () => growth.disconnect();
  });
}
