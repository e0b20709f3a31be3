import { toFailure } from '#shared/failure.ts';
import { i18n } from '../../text/i18n.ts';
import { showToast } from './toast-queue.ts';

/** Says what failed and what to do, for an act that has no place of its own on screen to say it. */
export function reportFailure(error: unknown): void {
  const { code } = toFailure(error);
  // Acts on this computer name no provider; those that do show their failure where they stand.
  const names = { provider: '', model: '' };
  const title = i18n.t(`failure.${code}.title`, names);
  const remedy = i18n.t(`failure.${code}.remedy`, names);
  showToast({ tone: 'danger', text: i18n.t('app.notDone', { title, remedy }) });
}

/** For an event handler: lets the work run and reports its failure. */
export function attempt(work: Promise<unknown>): void {
  work.catch(reportFailure);
}
