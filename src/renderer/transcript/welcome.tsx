import { useTranslation } from 'react-i18next';
import type { TFunction } from 'i18next';
import type { ConversationId } from '#shared/id.ts';
import type { ModelRef } from '#shared/provider/model.ts';
import { call } from '../client/bridge.ts';
import { isReady, useProvider, useProviders } from '../client/providers.ts';
import { Button } from '../ui/controls/button.tsx';
import { attempt } from '../ui/toast/report-failure.ts';
import styles from './welcome.module.css';

export interface GreetingProps {
  readonly model: ModelRef;
  readonly onSetUp: () => void;
}

/** Above the field of a new conversation. */
export function Greeting({ model, onSetUp }: GreetingProps) {
  const { t } = useTranslation();
  const provider = useProvider(model.providerId);
  const isEliza = provider?.definition.note === 'offline';
  return (
    <div className={styles.greeting}>
      <h1 className={styles.title}>
        {t(isEliza ? 'transcript.welcome.greeting' : 'transcript.welcome.model')}
      </h1>
      {isEliza && <p className={styles.words}>{t('transcript.welcome.eliza')}</p>}
      {provider !== undefined && !isReady(provider) && (
        <p className={styles.words}>
          {t('transcript.welcome.needsKey', { provider: provider.name })}{' '}
          <Button size="s" onClick={onSetUp}>
            {t('transcript.welcome.setUp')}
          </Button>
        </p>
      )}
    </div>
  );
}

export interface ExamplesProps {
  readonly model: ModelRef;
  readonly onSetUp: () => void;
  readonly onCreated: (id: ConversationId) => void;
}

/** Below the field: first words that a click sends, and the way to today's models. */
export function Examples({ model, onSetUp, onCreated }: ExamplesProps) {
  const { t } = useTranslation();
  const provider = useProvider(model.providerId);
  const isEliza = provider?.definition.note === 'offline';
  const hasOnlyEliza = useProviders().every(({ definition }) => definition.note === 'offline');
  async function send(text: string): Promise<void> {
    const conversationId = await call('conversation.create', { model });
    onCreated(conversationId);
    await call('message.send', { conversationId, parentId: null, parts: [{ type: 'text', text }] });
  }
  return (
    <div className={styles.below}>
      {provider !== undefined && isReady(provider) && (
        <ul className={styles.examples}>
          {(isEliza ? elizaExamples(t) : modelExamples(t)).map((text) => (
            <li key={text}>
              <button type="button" className={styles.example} onClick={() => attempt(send(text))}>
                {text}
              </button>
            </li>
          ))}
        </ul>
      )}
      {hasOnlyEliza && (
        <p className={styles.hint}>
          {t('transcript.welcome.hint')}{' '}
          <button type="button" className={styles.link} onClick={onSetUp}>
            {t('transcript.welcome.addProvider')}
          </button>
        </p>
      )}
    </div>
  );
}

function elizaExamples(t: TFunction): readonly string[] {
  return [
    t('transcript.examples.eliza.day'),
    t('transcript.examples.eliza.computer'),
    t('transcript.examples.eliza.questions'),
  ];
}

function modelExamples(t: TFunction): readonly string[] {
  return [
    t('transcript.examples.model.rainbow'),
    t('transcript.examples.model.refusal'),
    t('transcript.examples.model.language'),
  ];
}
