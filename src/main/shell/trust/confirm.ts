import type { Language } from '#shared/settings.ts';
import { trustText } from './text.ts';
import type { TrustText } from './text.ts';
import type { TrustQuestion } from './question.ts';

/** Resolves with whether the person agreed. Never rejects. */
export type ConfirmTrust = (question: TrustQuestion) => Promise<boolean>;

/**
 * Asks one question at a time: while it is open, every other one is answered with no, so that a page cannot bury a person
 * in them until one is agreed to by mistake.
 */
export function createTrustConfirmation(
  language: () => Language,
  show: (text: TrustText) => Promise<boolean>,
): ConfirmTrust {
  let isOpen = false;
  return async (question) => {
    if (isOpen) return false;
    isOpen = true;
    try {
      return await show(trustText(language(), question));
    } catch {
      return false;
    } finally {
      isOpen = false;
    }
  };
}
