import { Check, Circle, LoaderCircle, Minus, TriangleAlert, X } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { TFunction } from 'i18next';
import type {
  DiagnosisStatus,
  DiagnosisStep,
  DiagnosisStepId,
} from '#shared/provider/diagnosis.ts';
import type { Failure } from '#shared/failure.ts';
import { useLanguage } from '../../client/settings.ts';
import { durationText } from '../../text/duration.ts';
import { failureText } from '../../text/failure-text.ts';
import type { FailureNames } from '../../text/failure-text.ts';
import styles from './connection-check.module.css';

export interface ConnectionStepProps {
  readonly id: DiagnosisStepId;
  /** Absent before it has begun. */
  readonly step: DiagnosisStep | undefined;
  readonly names: FailureNames;
}

const icons: Readonly<Record<DiagnosisStatus | 'waiting', LucideIcon>> = {
  waiting: Circle,
  running: LoaderCircle,
  passed: Check,
  warned: TriangleAlert,
  failed: X,
  skipped: Minus,
  unneeded: Minus,
};

/** One step of a connection check: how it went, what it found, how long it took, and the remedy when it failed. */
export function ConnectionStep({ id, step, names }: ConnectionStepProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const status = step?.status ?? 'waiting';
  const Icon = icons[status];
  const wasTried = status === 'passed' || status === 'warned' || status === 'failed';
  const facts = step === undefined ? '' : factsOf(step, t, language);
  return (
    <li className={styles.step} data-status={status}>
      <Icon className={styles.icon} aria-hidden="true" />
      <div className={styles.words}>
        <p className={styles.line}>
          <span className={styles.name}>{t(`doctor.step.${id}`)}</span>
          <span className={styles.hidden}>{`: ${t(`doctor.status.${status}`)}`}</span>
          <span className={styles.facts} data-selectable="">
            {facts}
          </span>
        </p>
        {step?.failure !== undefined && <Why failure={step.failure} names={names} />}
      </div>
      {step !== undefined && wasTried && (
        <span className={styles.time}>{durationText(t, step.durationMs, language)}</span>
      )}
    </li>
  );
}

function Why({ failure, names }: { readonly failure: Failure; readonly names: FailureNames }) {
  const { t } = useTranslation();
  const { title, remedy } = failureText(t, failure, names);
  return (
    <>
      <p className={styles.title}>{title}</p>
      <p className={styles.remedy}>{remedy}</p>
      {failure.detail !== undefined && (
        <p className={styles.detail} data-selectable="">
          {t('transcript.said', { detail: failure.detail })}
        </p>
      )}
    </>
  );
}

function factsOf({ status, facts }: DiagnosisStep, t: TFunction, language: string): string {
  const { server, addresses, proxy, issuer, expiresAt, hasCredential, modelCount } = facts;
  const date = (time: number): string =>
    new Date(time).toLocaleDateString(language, { dateStyle: 'medium' });
  const parts = [
    server,
    facts.isUnprotected === true ? t('doctor.unprotected') : undefined,
    addresses?.slice(0, 3).join(', '),
    proxy === null ? t('doctor.straight') : proxy,
    issuer === undefined ? undefined : t('doctor.issuer', { issuer }),
    expiresAt === undefined || Number.isNaN(expiresAt)
      ? undefined
      : t('doctor.expires', { date: date(expiresAt) }),
    facts.isPinned === true ? t('doctor.pinned') : undefined,
    hasCredential === undefined ? undefined : credentialWords(hasCredential, status, t),
    modelCount === undefined ? undefined : t('doctor.modelCount', { count: modelCount }),
    facts.modelId,
    status === 'unneeded' && hasCredential === undefined ? t('doctor.status.unneeded') : undefined,
  ];
  return parts.filter((part) => part !== undefined).join(' · ');
}

function credentialWords(hasCredential: boolean, status: DiagnosisStatus, t: TFunction): string {
  if (!hasCredential) return t('doctor.notStored');
  return t(status === 'failed' ? 'doctor.refused' : 'doctor.stored');
}
