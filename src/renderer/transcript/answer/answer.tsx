import { Copy, RefreshCw, Shuffle } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { textOf } from '#shared/conversation/conversation.ts';
import type {
  AssistantMessage,
  AssistantPart,
  SourcePart,
} from '#shared/conversation/conversation.ts';
import { call } from '../../client/bridge.ts';
import { useModelName } from '../../client/provider/providers.ts';
import { Markdown } from '../../markdown/markdown.tsx';
import { focusComposer } from '../../ui/keys/focus.ts';
import { IconButton } from '../../ui/controls/icon-button.tsx';
import { Toolbar } from '../../ui/controls/toolbar.tsx';
import { attempt } from '../../ui/toast/report-failure.ts';
import styles from './answer.module.css';
import { BranchSwitcher } from '../message/branch-switcher.tsx';
import { useTranscript } from '../context.ts';
import { CopyButton } from '../message/copy-button.tsx';
import { Ending } from './ending.tsx';
import { MessageDetails } from './details.tsx';
import { Phase } from './phase.tsx';
import { Reasoning } from './reasoning.tsx';
import { RouteLine } from './route-line.tsx';
import { Sources } from './sources.tsx';
import { ToolCall } from './tool-call.tsx';

export function AssistantMessageView({ message }: { readonly message: AssistantMessage }) {
  const { t } = useTranslation();
  const model = useModelName(message.model);
  const isStreaming = message.status === 'streaming';
  // Measured in all: it says nothing of one stretch among several.
  const stretches = message.parts.filter(({ type }) => type === 'reasoning').length;
  const reasoningMs = stretches === 1 ? message.timing?.reasoningMs : undefined;
  const sources = message.parts.filter((part): part is SourcePart => part.type === 'source');
  return (
    <article
      className={styles.message}
      aria-label={t('transcript.assistant', { model })}
      aria-busy={isStreaming}
    >
      {message.parts.map((part, index) => (
        <Part
          // oxlint-disable-next-line react/no-array-index-key -- parts never change their order
          key={index}
          part={part}
          clock={`${message.id}/${index}`}
          isGrowing={isStreaming && index === message.parts.length - 1}
          reasoningMs={reasoningMs}
        />
      ))}
      {sources.length > 0 && <Sources sources={sources} />}
      {isStreaming ? <Phase message={message} /> : <Ending message={message} />}
      {!isStreaming && <RouteLine message={message} />}
      {!isStreaming && <Actions message={message} />}
    </article>
  );
}

interface PartProps {
  readonly part: AssistantPart;
  /** Names the part for the clock of its reasoning. */
  readonly clock: string;
  /** More of this part may follow. */
  readonly isGrowing: boolean;
  readonly reasoningMs: number | undefined;
}

function Part({ part, clock, isGrowing, reasoningMs }: PartProps) {
  switch (part.type) {
    case 'text':
      return (
        <div className={styles.text} data-answer="">
          <Markdown text={part.text} streaming={isGrowing} />
        </div>
      );
    case 'reasoning':
      return (
        <Reasoning text={part.text} clock={clock} isGrowing={isGrowing} measuredMs={reasoningMs} />
      );
    case 'tool-call':
      return <ToolCall part={part} isGrowing={isGrowing} />;
    case 'source':
      return null;
  }
}

function Actions({ message }: { readonly message: AssistantMessage }) {
  const { t } = useTranslation();
  const { conversationId, isClosed, onRegenerateWith } = useTranscript();
  const { id: messageId } = message;
  return (
    <Toolbar className={styles.actions} data-actions="" aria-label={t('transcript.actions')}>
      <BranchSwitcher messageId={messageId} />
      {textOf(message) !== '' && <CopyButton icon={Copy} message={message} />}
      {!isClosed && (
        <>
          <IconButton
            size="s"
            icon={RefreshCw}
            label={t('transcript.regenerate')}
            onClick={() => {
              focusComposer();
              attempt(call('message.regenerate', { conversationId, messageId }));
            }}
          />
          <IconButton
            size="s"
            icon={Shuffle}
            label={t('transcript.regenerateWith')}
            onClick={() => onRegenerateWith(messageId)}
          />
        </>
      )}
      <MessageDetails message={message} />
    </Toolbar>
  );
}
