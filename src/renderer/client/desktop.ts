import type { DesktopState } from '#shared/desktop/desktop.ts';
import { createFilledStore } from './filled-store.ts';

const desktop = createFilledStore<DesktopState>('the desktop');

export const receiveDesktop = desktop.set;
export const useDesktop = desktop.use;
