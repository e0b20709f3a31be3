import { useTranslation } from 'react-i18next';
import type { TFunction } from 'i18next';
import type { ConversationId } from '#shared/id.ts';
import type { ModelRef } from '#shared/provider/model.ts';
import { call } from '../client/bridge.ts';
import { isReady, useProvider, useProviders, usualModel } from '../client/provider/providers.ts';
import { changeSettings } from '../client/settings.ts';
import { Button } from '../ui/controls/button.tsx';
import { focusComposer } from '../ui/keys/focus.ts';
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
      {isEliza && <RunningServer />}
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

/** A model of a server that was found running on this computer. */
function RunningServer() {
  const { t } = useTranslation();
  const [found] = useProviders().flatMap((provider) => {
    const model =
      provider.local?.isRunning === true && isReady(provider)
        ? usualModel(provider, provider.local.models)
        : undefined;
    return model === undefined ? [] : [{ provider, model }];
  });
  if (found === undefined) return null;
  const { provider, model } = found;
  const chosen = { providerId: provider.id, modelId: model.id };
  return (
    <p className={styles.words}>
      {t('transcript.welcome.running', { provider: provider.name })}{' '}
      <Button
        size="s"
        onClick={() => {
          attempt(changeSettings({ model: chosen }));
          focusComposer();
        }}
      >
        {t('transcript.welcome.useModel', { model: model.name ?? model.id })}
      </Button>
    </p>
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
