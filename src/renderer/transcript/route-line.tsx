import { useTranslation } from 'react-i18next';
import type { AssistantMessage, RouteStep } from '#shared/conversation.ts';
import { getModelName, getProvider } from '../client/providers.ts';
import { failureText } from '../text/failure-text.ts';
import styles from './ending.module.css';

/** Which server answered, when it was not the first that was asked. */
export function RouteLine({ message }: { readonly message: AssistantMessage }) {
  const { t } = useTranslation();
  const steps = message.route ?? [];
  const last = steps.at(-1);
  if (steps.length < 2 || last === undefined || last.failure !== undefined) return null;
  const failed = steps.flatMap((step) => {
    const { failure } = step;
    if (failure === undefined) return [];
    const names = {
      provider: getProvider(step.model.providerId)?.name ?? step.model.providerId,
      model: getModelName(step.model),
    };
    const reason = failureText(t, failure, names).title;
    return [t('transcript.routeStep', { server: nameOf(step), reason })];
  });
  return (
    <p className={styles.route}>
      {t('transcript.route', { answered: nameOf(last), failed: failed.join('; ') })}
    </p>
  );
}

function nameOf({ server, model }: RouteStep): string {
  return server ?? getModelName(model);
}
