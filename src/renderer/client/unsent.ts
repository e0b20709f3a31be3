import type { AppSnapshot } from '#shared/contract.ts';
import { UNSENT_LIMIT } from '#shared/conversation/unsent.ts';
import type { UnsentName } from '#shared/conversation/unsent.ts';
import { call } from './bridge.ts';

/** Where a window keeps what was written and not sent. It outlives the window, and the app. */
export interface UnsentTexts {
  readonly read: (name: UnsentName) => string | null;
  /** Throws for a text that is too long to be kept. */
  readonly write: (name: UnsentName, text: string) => void;
}

const kept = new Map<UnsentName, string>();

export function setUnsent(texts: AppSnapshot['unsent']): void {
  for (const [name, text] of Object.entries(texts)) kept.set(name as UnsentName, text);
}

export const unsent: UnsentTexts = {
  read: (name) => kept.get(name) ?? null,
  write: (name, text) => {
    if (text.length > UNSENT_LIMIT) throw new RangeError('This is too long to be kept unsent.');
    kept.set(name, text);
    // A window that is going away needs no answer; one that stays writes again with the next change.
    call('unsent.write', { name, text }).catch(() => undefined);
  },
};
