import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AssistantMessage } from '#shared/conversation/conversation.ts';
import { useModelName, useProvider } from '../../client/provider/providers.ts';
import { useLanguage } from '../../client/settings.ts';
import { durationText } from '../../text/duration.ts';
import { Popover } from '../../ui/overlays/popover.tsx';
import styles from './details.module.css';

/** The model that answered; behind it time, tokens and server. */
export function MessageDetails({ message }: { readonly message: AssistantMessage }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const model = useModelName(message.model);
  // What is seen begins what is heard, so that it can be said to press it.
  const answered = message.responseModelId ?? model;
  return (
    <Popover
      open={isOpen}
      onOpenChange={setOpen}
      label={t('transcript.details')}
      trigger={
        <button
          type="button"
          className={styles.trigger}
          aria-label={`${answered}: ${t('transcript.details')}`}
        >
          {answered}
        </button>
      }
    >
      <DetailList message={message} />
    </Popover>
  );
}

function DetailList({ message }: { readonly message: AssistantMessage }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const provider = useProvider(message.model.providerId)?.name ?? message.model.providerId;
  const { usage, timing } = message;
  const server = message.route?.at(-1)?.server;
  const count = (value: number) => value.toLocaleString(language);
  const duration = (ms: number) => durationText(t, ms, language);
  const rate = rateOf(message);
  const when = new Date(message.createdAt).toLocaleString(language, {
    dateStyle: 'medium',
    timeStyle: 'short',
  });
  const rows: readonly (readonly [string, string | null | undefined])[] = [
    [t('transcript.detail.model'), message.responseModelId ?? message.model.modelId],
    [t('transcript.detail.provider'), provider],
    [t('transcript.detail.server'), server],
    [t('transcript.detail.time'), when],
    [
      t('transcript.detail.firstToken'),
      timing?.firstTokenMs === undefined ? null : duration(timing.firstTokenMs),
    ],
    [t('transcript.detail.total'), timing === undefined ? null : duration(timing.totalMs)],
    [
      t('transcript.detail.rate'),
      rate === null ? null : t('transcript.rate', { rate: count(rate) }),
    ],
    [t('transcript.detail.input'), counted(usage?.inputTokens, count)],
    [t('transcript.detail.cached'), counted(usage?.cachedInputTokens, count)],
    [t('transcript.detail.output'), counted(usage?.outputTokens, count)],
    [t('transcript.detail.reasoning'), counted(usage?.reasoningTokens, count)],
  ];
  return (
    <dl className={styles.details} data-selectable="">
      {rows.map(([name, value]) =>
        value === null || value === undefined ? null : (
          <div key={name} className={styles.detail}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}

function counted(
  tokens: number | null | undefined,
  count: (value: number) => string,
): string | null {
  return tokens === null || tokens === undefined ? null : count(tokens);
}

/** Tokens a second from the first one on, as the provider counted them. */
function rateOf({ usage, timing }: AssistantMessage): number | null {
  const tokens = usage?.outputTokens ?? null;
  if (tokens === null || timing?.firstTokenMs === undefined) return null;
  const seconds = (timing.totalMs - timing.firstTokenMs) / 1000;
  return seconds < 0.2 ? null : Math.round(tokens / seconds);
}
