import type { UpdateView } from '#shared/update/update.ts';
import { createFilledStore } from './filled-store.ts';

const updates = createFilledStore<UpdateView>('the updates');

export const receiveUpdates = updates.set;
export const useUpdates = updates.use;
