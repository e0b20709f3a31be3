import type { MouseEvent } from 'react';
import { createStore } from 'zustand/vanilla';
import { call } from '../../client/bridge.ts';
import { attempt } from '../../ui/toast/report-failure.ts';
import { safeUrl } from '../parse/safe-url.ts';
import { linkWarning } from './warning.ts';
import type { LinkWarning } from './warning.ts';

/** A link that was pressed and does not tell where it leads. */
export interface DoubtfulLink {
  readonly url: string;
  readonly warning: LinkWarning;
}

export interface LinkQuestion {
  /** The last one that was asked about; `null`: none was. */
  readonly link: DoubtfulLink | null;
  /** It waits for an answer. */
  readonly isOpen: boolean;
}

export const linkQuestion = createStore<LinkQuestion>(() => ({ link: null, isOpen: false }));

/**
 * For the click of a link, which Enter makes as well. Links never navigate the window: main opens them in the system's
 * browser, after its own check. One whose text (`label`) does not tell where it leads is asked about first.
 */
export function followLink(event: MouseEvent<HTMLAnchorElement>, label: string): void {
  event.preventDefault();
  if (event.type === 'auxclick' && event.button !== 1) return;
  const url = event.currentTarget.href;
  // What is no address of a kind that opens is refused by main, which says so.
  const warning = safeUrl(url) === null ? null : linkWarning(label, url);
  if (warning === null) openLink(url);
  else linkQuestion.setState({ link: { url, warning }, isOpen: true });
}

/** Opens it without a question. */
export function openLink(url: string): void {
  attempt(call('link.open', { url }));
}
