import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AssistantMessage } from '#shared/conversation/conversation.ts';
import { useModelName, useProvider } from '../../client/provider/providers.ts';
import { useRunningAnswer } from '../../client/conversation/running.ts';
import type { RunningAnswer } from '../../client/conversation/running.ts';
import { useTranscript } from '../context.ts';
import styles from './phase.module.css';
import { useRate } from './use-rate.ts';
import { useSeconds } from './use-seconds.ts';

/** A wait shorter than this is not worth a number. */
const COUNTED_FROM_SECONDS = 2;

/** What an answer that is arriving does at the moment. */
export function Phase({ message }: { readonly message: AssistantMessage }) {
  const { t } = useTranslation();
  const { conversationId } = useTranscript();
  const answer = useRunningAnswer(conversationId, message.id);
  const view = useProvider(message.model.providerId);
  const provider = view?.name ?? message.model.providerId;
  const model = useModelName(message.model);
  const length = lengthOf(message);
  const [first] = useState(() => ({ length, at: Date.now() }));
  const seconds = useSeconds(answer?.since ?? first.at);
  const isReceiving = message.parts.length > 0 && length > first.length;

  if (isReceiving) return <Receiving length={length} />;
  if (answer?.wait !== undefined) return <Waiting wait={answer.wait} provider={provider} />;
  // Many servers send nothing before the first word: after a moment it is the model that is waited for.
  const isConnecting =
    answer?.hasResponded === false &&
    seconds < COUNTED_FROM_SECONDS &&
    view?.definition.note !== 'offline';
  const words = isConnecting
    ? t('transcript.connecting', { provider })
    : t('transcript.waiting', { model });
  return (
    <p className={styles.phase}>
      <Dots />
      <span>{words}</span>
      {seconds >= COUNTED_FROM_SECONDS && (
        <span className={styles.number}>{t('transcript.waitingSeconds', { seconds })}</span>
      )}
    </p>
  );
}

interface WaitingProps {
  readonly wait: NonNullable<RunningAnswer['wait']>;
  readonly provider: string;
}

/** How long it still is until the provider is asked again. Stopping the answer ends it. */
function Waiting({ wait, provider }: WaitingProps) {
  const { t } = useTranslation();
  const elapsed = useSeconds(wait.since);
  const seconds = Math.max(1, Math.ceil(wait.durationMs / 1000) - elapsed);
  const isLimited = wait.reason === 'rate-limited';
  return (
    <p className={styles.phase}>
      <Dots />
      <span>{t(isLimited ? 'transcript.waitLimited' : 'transcript.waitFailed', { provider })}</span>
      <span className={styles.number}>{t('transcript.waitLeft', { seconds })}</span>
    </p>
  );
}

function Receiving({ length }: { readonly length: number }) {
  const { t } = useTranslation();
  const rate = useRate(length);
  return (
    <p className={styles.phase}>
      <Dots isReceiving />
      <span className={styles.hidden}>{t('transcript.receiving')}</span>
      {rate > 0 && <span className={styles.number}>{t('transcript.rate', { rate })}</span>}
    </p>
  );
}

function Dots({ isReceiving = false }: { readonly isReceiving?: boolean }) {
  return (
    <span className={styles.dots} data-receiving={isReceiving ? '' : undefined} aria-hidden="true">
      <i />
      <i />
      <i />
    </span>
  );
}

function lengthOf({ parts }: AssistantMessage): number {
  let length = 0;
  for (const part of parts) {
    if (part.type === 'text' || part.type === 'reasoning') length += part.text.length;
    else if (part.type === 'tool-call') length += part.input.length;
  }
  return length;
}
