import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AssistantMessage } from '#shared/conversation.ts';
import { useModelName, useProvider } from '../client/providers.ts';
import { useRunningAnswer } from '../client/running.ts';
import type { RunningAnswer } from '../client/running.ts';
import { useTranscript } from './context.ts';
import styles from './phase.module.css';
import { useSeconds } from './use-seconds.ts';

/** A wait shorter than this is not worth a number. */
const COUNTED_FROM_SECONDS = 2;
const CHARACTERS_PER_TOKEN = 4;

/** What an answer that is arriving does at the moment. */
export function Phase({ message }: { readonly message: AssistantMessage }) {
  const { t } = useTranslation();
  const { conversationId } = useTranscript();
  const answer = useRunningAnswer(conversationId, message.id);
  const provider = useProvider(message.model.providerId)?.name ?? message.model.providerId;
  const model = useModelName(message.model);
  const length = lengthOf(message);
  const [first] = useState(() => ({ length, at: Date.now() }));
  const seconds = useSeconds(answer?.since ?? first.at);
  const isReceiving = message.parts.length > 0 && length > first.length;

  if (isReceiving) return <Receiving length={length} />;
  if (answer?.wait !== undefined) return <Waiting wait={answer.wait} provider={provider} />;
  const words =
    answer?.hasResponded === false
      ? t('transcript.connecting', { provider })
      : t('transcript.waiting', { model });
  return (
    <p className={styles.phase}>
      <span className={styles.dots} aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
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
      <span className={styles.dots} aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      <span>{t(isLimited ? 'transcript.waitLimited' : 'transcript.waitFailed', { provider })}</span>
      <span className={styles.number}>{t('transcript.waitLeft', { seconds })}</span>
    </p>
  );
}

/** The speed since this was first shown: estimated from characters, since tokens are counted at the end only. */
function Receiving({ length }: { readonly length: number }) {
  const { t } = useTranslation();
  const [first] = useState(() => ({ length, at: Date.now() }));
  const seconds = useSeconds(first.at);
  const rate = Math.round((length - first.length) / CHARACTERS_PER_TOKEN / Math.max(1, seconds));
  return (
    <p className={styles.phase}>
      <span className={styles.dots} data-receiving="" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      <span className={styles.hidden}>{t('transcript.receiving')}</span>
      {seconds >= COUNTED_FROM_SECONDS && rate > 0 && (
        <span className={styles.number}>{t('transcript.rate', { rate })}</span>
      )}
    </p>
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
