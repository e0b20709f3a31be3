import { CircleAlert, CircleSlash2, CornerDownRight, ImageOff } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { textOf } from '#shared/conversation/conversation.ts';
import type { AssistantMessage } from '#shared/conversation/conversation.ts';
import type { Failure } from '#shared/failure.ts';
import { call } from '../../client/bridge.ts';
import { useSite } from '../../client/provider/site.ts';
import { useModelName, useProvider } from '../../client/provider/providers.ts';
import { waitText } from '../../text/duration.ts';
import { failureText } from '../../text/failure-text.ts';
import { Button } from '../../ui/controls/button.tsx';
import { focusComposer } from '../../ui/keys/focus.ts';
import { attempt } from '../../ui/toast/report-failure.ts';
import { useTranscript } from '../context.ts';
import styles from './ending.module.css';
import { nextSteps } from './next-steps.ts';
import type { NextStep } from './next-steps.ts';
import { RetryWait, retryMoment, useSecondsUntil } from './retry-wait.tsx';

/** Why an answer ended other than by being complete, and what can be done next. */
export function Ending({ message }: { readonly message: AssistantMessage }) {
  const { t } = useTranslation();
  switch (message.status) {
    case 'streaming':
      return null;
    case 'failed':
      return message.failure === undefined ? null : (
        <Failed message={message} failure={message.failure} />
      );
    case 'interrupted':
      return (
        <Notice icon={CircleAlert} message={message} steps={['continue', 'retry']}>
          {t('transcript.interrupted')}
        </Notice>
      );
    case 'aborted':
      return (
        <Notice icon={CircleSlash2} message={message} steps={['continue', 'retry']}>
          {t('transcript.aborted')}
        </Notice>
      );
    case 'complete':
      return <Completed message={message} />;
  }
}

function Completed({ message }: { readonly message: AssistantMessage }) {
  const { t } = useTranslation();
  switch (message.finishReason) {
    case 'length':
      return (
        <Notice icon={CornerDownRight} message={message} steps={['continue']}>
          {t('transcript.length')}
        </Notice>
      );
    case 'content-filter':
      return (
        <Notice icon={CircleSlash2} message={message} steps={['retry', 'model']}>
          {t('transcript.contentFilter')}{' '}
          {message.finishDetail !== undefined &&
            t('transcript.said', { detail: message.finishDetail })}
        </Notice>
      );
    case 'tool-calls':
      return (
        <Notice icon={CircleAlert} message={message} steps={['retry']}>
          {t('transcript.toolCalls')}
        </Notice>
      );
    case 'stop':
    case 'aborted':
    case 'other':
    case undefined:
      if (message.withheld === 'image') {
        return (
          <Notice icon={ImageOff} message={message} steps={['model']}>
            {t('transcript.imageWithheld')}
          </Notice>
        );
      }
      return message.parts.length > 0 ? null : (
        <Notice icon={CircleAlert} message={message} steps={['retry', 'model']}>
          {t('transcript.empty')}
        </Notice>
      );
  }
}

interface NoticeProps {
  readonly icon: LucideIcon;
  readonly message: AssistantMessage;
  readonly steps: readonly NextStep[];
  readonly children: ReactNode;
}

function Notice({ icon: Icon, message, steps, children }: NoticeProps) {
  return (
    <div className={styles.notice}>
      <Icon className={styles.icon} aria-hidden="true" />
      <p className={styles.reason}>{children}</p>
      <Steps message={message} steps={steps} />
    </div>
  );
}

interface FailedProps {
  readonly message: AssistantMessage;
  readonly failure: Failure;
}

function Failed({ message, failure }: FailedProps) {
  const { t, i18n } = useTranslation();
  const view = useProvider(message.model.providerId);
  const provider = view?.name ?? message.model.providerId;
  const model = useModelName(message.model);
  const said = failureText(t, failure, { provider, model, view });
  // What has begun to arrive was reached: only its connection is gone.
  const isCutOff = failure.code === 'unreachable' && textOf(message) !== '';
  const title = isCutOff ? t('transcript.cutOff', { provider }) : said.title;
  const remedy = isCutOff ? t('transcript.cutOffRemedy') : said.remedy;
  const seconds = useSecondsUntil(retryMoment(message));
  const facts = [
    ...(failure.status === undefined ? [] : [t('transcript.status', { status: failure.status })]),
    ...(failure.requestId === undefined
      ? []
      : [t('transcript.request', { id: failure.requestId })]),
  ];
  return (
    <section className={styles.failed} aria-label={title}>
      <CircleAlert className={styles.icon} aria-hidden="true" />
      <div className={styles.words}>
        <p className={styles.title}>{title}</p>
        <p className={styles.remedy}>
          {remedy}{' '}
          {seconds > 0 && t('transcript.retryAfter', { time: waitText(seconds, i18n.language) })}
        </p>
        {failure.detail !== undefined && (
          <p className={styles.detail} data-selectable="">
            {t('transcript.said', { detail: failure.detail })}
          </p>
        )}
        {facts.length > 0 && (
          <p className={styles.facts} data-selectable="">
            {facts.join(' · ')}
          </p>
        )}
        <Steps message={message} steps={nextSteps[failure.code]} waitSeconds={seconds} />
      </div>
    </section>
  );
}

interface StepsProps {
  readonly message: AssistantMessage;
  readonly steps: readonly NextStep[];
  /** Until the provider wants to be asked again. */
  readonly waitSeconds?: number;
}

function Steps({ message, steps, waitSeconds = 0 }: StepsProps) {
  const { t } = useTranslation();
  const { conversationId, isClosed, onOpenProviders, onCheckConnection, onRegenerateWith } =
    useTranscript();
  const messageId = message.id;
  const hasText = textOf(message) !== '';
  const site = useSite(message.model.providerId);
  // What has begun well is better gone on with than thrown away.
  const ordered =
    hasText && steps.includes('continue') ? new Set<NextStep>(['continue', ...steps]) : steps;
  if (isClosed) return null;
  const label = {
    continue: t('transcript.continue'),
    retry: t('transcript.retry'),
    trim: t('transcript.trim'),
    site: t('transcript.openSite'),
    providers: t('transcript.openProviderSettings'),
    model: t('transcript.chooseAnotherModel'),
    check: t('transcript.checkConnection'),
  } as const satisfies Record<NextStep, string>;

  function take(step: NextStep): void {
    switch (step) {
      case 'continue':
        focusComposer();
        return attempt(call('message.continue', { conversationId, messageId }));
      case 'retry':
        focusComposer();
        return attempt(call('message.regenerate', { conversationId, messageId }));
      case 'trim':
        focusComposer();
        return attempt(call('message.regenerate', { conversationId, messageId, trim: true }));
      case 'site':
        return site === undefined ? undefined : attempt(call('link.open', { url: site }));
      case 'providers':
        return onOpenProviders();
      case 'model':
        return onRegenerateWith(messageId);
      case 'check':
        return onCheckConnection?.(message.model);
    }
  }

  return (
    <div className={styles.steps}>
      {[...ordered]
        .filter(
          (step) => (step !== 'continue' || hasText) && (step !== 'site' || site !== undefined),
        )
        .filter((step) => step !== 'check' || onCheckConnection !== undefined)
        .map((step) =>
          step === 'retry' ? (
            <RetryWait key={step} seconds={waitSeconds} onRetry={() => take(step)} />
          ) : (
            <Button key={step} size="s" onClick={() => take(step)}>
              {label[step]}
            </Button>
          ),
        )}
    </div>
  );
}
