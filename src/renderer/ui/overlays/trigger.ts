import type { ComponentProps } from 'react';

/** What the button of a menu or a popover takes from it. `data-state` is `open` or `closed`, for its style. */
export type TriggerProps = ComponentProps<'button'> & { readonly 'data-state'?: string };
