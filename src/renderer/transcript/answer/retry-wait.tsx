import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AssistantMessage } from '#shared/conversation/conversation.ts';
import { waitText } from '../../text/duration.ts';
import { Button } from '../../ui/controls/button.tsx';

/** When the provider of a failed answer may be asked again, in milliseconds since the epoch; `null`: at once. */
export function retryMoment({ createdAt, timing, failure }: AssistantMessage): number | null {
  if (failure?.retryAfterMs === undefined) return null;
  return createdAt + (timing?.totalMs ?? 0) + failure.retryAfterMs;
}

/** Whole seconds until a moment, counting down; 0 once it has come. */
export function useSecondsUntil(moment: number | null): number {
  const [now, setNow] = useState(Date.now);
  const left = moment === null ? 0 : Math.max(0, Math.ceil((moment - now) / 1000));
  const isWaiting = left > 0;
  useEffect(() => {
    if (!isWaiting) return undefined;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [isWaiting]);
  return left;
}

export interface RetryWaitProps {
  /** See {@link useSecondsUntil}. */
  readonly seconds: number;
  readonly onRetry: () => void;
}

/**
 * Retry, with the time that the provider asks for on it; it may be pressed before. The other button sends by itself then,
 * as long as this answer is on the screen: nobody is surprised by what they no longer look at.
 */
export function RetryWait({ seconds, onRetry }: RetryWaitProps) {
  const { t, i18n } = useTranslation();
  const [sendsItself, setSendsItself] = useState(false);
  const isDue = sendsItself && seconds === 0;
  useEffect(() => {
    if (isDue) onRetry();
    // oxlint-disable-next-line react/exhaustive-deps -- once, when the moment has come
  }, [isDue]);
  if (seconds === 0) {
    return (
      <Button size="s" onClick={onRetry}>
        {t('transcript.retry')}
      </Button>
    );
  }
  const time = waitText(seconds, i18n.language);
  return (
    <>
      <Button size="s" onClick={onRetry}>
        {t('transcript.retryIn', { time })}
      </Button>
      <Button size="s" aria-pressed={sendsItself} onClick={() => setSendsItself(!sendsItself)}>
        {t(sendsItself ? 'transcript.sendsItself' : 'transcript.sendItself')}
      </Button>
    </>
  );
}
