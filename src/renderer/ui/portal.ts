import { createContext, useContext } from 'react';

/** The element that menus are put into: the open modal dialog, since all outside it is inert. */
export const PortalContext = createContext<HTMLElement | null>(null);

/** Spread into a radix `Portal`. Outside a dialog it is the body. */
export function usePortalContainer(): { readonly container?: HTMLElement } {
  const container = useContext(PortalContext);
  return container === null ? {} : { container };
}
