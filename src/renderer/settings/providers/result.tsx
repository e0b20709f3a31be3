import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '#shared/failure.ts';
import { durationText } from '../../text/duration.ts';
import { failureText } from '../../text/failure-text.ts';
import { Notice } from '../kit/notice.tsx';
import styles from '../kit/settings.module.css';
import type { FormState } from './use-form.ts';

export interface ProviderResultProps {
  readonly state: FormState;
  /** Of the provider. */
  readonly name: string;
  /** Shown with a test that went well. */
  readonly next?: ReactNode;
}

/** What came of saving or testing, read out when it changes. */
export function ProviderResult(props: ProviderResultProps) {
  return (
    <output className={styles.result}>
      <Result {...props} />
    </output>
  );
}

function Result({ state, name, next }: ProviderResultProps) {
  const { t, i18n } = useTranslation();
  switch (state.type) {
    case 'idle':
    case 'saving':
    case 'testing':
      return null;
    case 'saved':
      return <Notice tone="success" title={t('settings.providers.saved')} />;
    case 'failed':
      return <FailureNotice failure={state.failure} name={name} />;
    case 'tested': {
      const time = durationText(t, state.test.durationMs, i18n.language);
      if (!state.test.ok) {
        return <FailureNotice failure={state.test.failure} name={name} time={time} />;
      }
      const count = state.test.modelCount;
      return (
        <Notice tone="success" title={t('settings.providers.testOk', { count, time })}>
          {next}
        </Notice>
      );
    }
  }
}

export interface FailureNoticeProps {
  readonly failure: Failure;
  readonly name: string;
  readonly time?: string;
}

/** Why something did not work, with what the provider says of it. */
export function FailureNotice({ failure, name, time }: FailureNoticeProps) {
  const { t } = useTranslation();
  const { title, remedy } = failureText(t, failure, { provider: name, model: name });
  const facts = [
    ...(time === undefined ? [] : [t('settings.providers.testFailed', { time })]),
    ...(failure.status === undefined ? [] : [`HTTP ${failure.status}`]),
    ...(failure.detail === undefined ? [] : [failure.detail]),
  ];
  return (
    <Notice tone="danger" title={title}>
      {remedy}
      {facts.length > 0 && <p className={styles.facts}>{facts.join(' · ')}</p>}
    </Notice>
  );
}
