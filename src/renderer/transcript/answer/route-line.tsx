import { ChevronRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { TFunction } from 'i18next';
import type { AssistantMessage, RouteStep } from '#shared/conversation/conversation.ts';
import { getModelName, getProvider } from '../../client/provider/providers.ts';
import { useLanguage } from '../../client/settings.ts';
import { durationText } from '../../text/duration.ts';
import { failureText } from '../../text/failure-text.ts';
import fold from './fold.module.css';
import { isDetour, nameSteps, withoutRepetitions } from './route.ts';
import styles from './route-line.module.css';

/** Who answered, when it was not the first that was asked, or who was asked in vain; folded: every try with its time. */
export function RouteLine({ message }: { readonly message: AssistantMessage }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const steps = message.route ?? [];
  const last = steps.at(-1);
  if (last === undefined || !isDetour(steps)) return null;
  const nameOf = nameSteps(steps, getModelName);
  const failed = withoutRepetitions(steps)
    .filter(({ failure }) => failure !== undefined)
    .map((step) => t('transcript.routeStep', { server: nameOf(step), reason: reasonOf(step, t) }))
    .join('; ');
  const words =
    last.failure === undefined
      ? t('transcript.route', { answered: nameOf(last), failed })
      : t('transcript.routeFailed', { failed });
  return (
    <details className={`${fold.fold} ${styles.route}`}>
      <summary className={fold.summary}>
        <ChevronRight className={fold.chevron} aria-hidden="true" />
        <span className={styles.words}>{words}</span>
      </summary>
      <ol className={`${fold.inside} ${styles.steps}`} data-selectable="">
        {steps.map((step, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- a route that ended never changes
          <li key={index} className={styles.step}>
            <span className={styles.who}>
              {[getModelName(step.model), step.server].filter(Boolean).join(' · ')}
            </span>
            <span>{reasonOf(step, t)}</span>
            <span className={styles.time}>
              {step.server === undefined && step.failure !== undefined
                ? t('transcript.routeSkipped')
                : durationText(t, step.durationMs, language)}
            </span>
          </li>
        ))}
      </ol>
    </details>
  );
}

function reasonOf({ failure, model }: RouteStep, t: TFunction): string {
  if (failure === undefined) return t('transcript.routeAnswered');
  const provider = getProvider(model.providerId)?.name;
  if (provider === undefined) return t('fallback.notSetUp');
  return failureText(t, failure, { provider, model: getModelName(model) }).title;
}
