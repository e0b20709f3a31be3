import { ClipboardCopy, RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Diagnosis } from '#shared/provider/diagnosis.ts';
import { diagnosisStepIds } from '#shared/provider/diagnosis.ts';
import type { ProviderId } from '#shared/id.ts';
import { call } from '../../client/bridge.ts';
import { getModelName, useProvider } from '../../client/provider/providers.ts';
import { failureText } from '../../text/failure-text.ts';
import { Button } from '../../ui/controls/button.tsx';
import { attempt } from '../../ui/toast/report-failure.ts';
import { showToast } from '../../ui/toast/toast-queue.ts';
import { ConnectionStep } from './step.tsx';
import styles from './connection-check.module.css';
import { Notice } from '../kit/notice.tsx';
import { useDiagnosis } from './use-connection-check.ts';

export interface ConnectionCheckProps {
  readonly providerId: ProviderId;
  /** Absent: one that the provider has. */
  readonly modelId?: string;
}

/** The way to an answer, tried step by step as soon as this is shown, and again when asked to. */
export function ConnectionCheck(props: ConnectionCheckProps) {
  const [run, setRun] = useState(0);
  return <Run key={run} {...props} onAgain={() => setRun(run + 1)} />;
}

interface RunProps extends ConnectionCheckProps {
  readonly onAgain: () => void;
}

function Run({ providerId, modelId, onAgain }: RunProps) {
  const { t } = useTranslation();
  const { steps, outcome } = useDiagnosis(providerId, modelId);
  const provider = useProvider(providerId)?.name ?? providerId;
  const names = { provider, model: modelId ?? provider };
  const report = outcome !== null && 'report' in outcome ? outcome.report : null;

  async function copy(text: string): Promise<void> {
    await call('clipboard.write', { text });
    showToast({ text: t('doctor.copied') });
  }

  return (
    <section className={styles.check} aria-label={t('doctor.check')}>
      <ol className={styles.steps} aria-busy={outcome === null}>
        {diagnosisStepIds.map((id) => (
          <ConnectionStep key={id} id={id} step={steps.get(id)} names={names} />
        ))}
      </ol>
      <output className={styles.outcome}>
        {outcome === null && <span className={styles.hidden}>{t('doctor.checking')}</span>}
        {outcome !== null && 'failure' in outcome && (
          <Notice tone="danger" title={failureText(t, outcome.failure, names).title}>
            {failureText(t, outcome.failure, names).remedy}
          </Notice>
        )}
        {outcome !== null && 'isOk' in outcome && outcome.isOk && (
          <Notice tone="success" title={wellWords(outcome)} />
        )}
      </output>
      <footer className={styles.footer}>
        <Button
          size="s"
          icon={ClipboardCopy}
          disabled={report === null}
          onClick={() => report !== null && attempt(copy(report))}
        >
          {t('doctor.copyReport')}
        </Button>
        <Button size="s" icon={RefreshCw} busy={outcome === null} onClick={onAgain}>
          {t(outcome === null ? 'doctor.checking' : 'doctor.again')}
        </Button>
      </footer>
    </section>
  );

  function wellWords({ steps: tried }: Diagnosis): string {
    const answered = tried.find(({ id }) => id === 'answer')?.facts.modelId;
    return answered === undefined
      ? t('doctor.wellWithoutModel')
      : t('doctor.well', { model: getModelName({ providerId, modelId: answered }) });
  }
}
