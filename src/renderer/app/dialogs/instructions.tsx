import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '#shared/conversation/conversation.ts';
import type { ConversationId } from '#shared/id.ts';
import { reasoningEfforts } from '#shared/provider/model.ts';
import type { GenerationParameters } from '#shared/provider/model.ts';
import { call } from '../../client/bridge.ts';
import { useConversation } from '../../client/conversation/conversations.ts';
import { FallbackList } from '../../settings/fallback/list.tsx';
import { Button } from '../../ui/controls/button.tsx';
import { Dialog } from '../../ui/overlays/dialog.tsx';
import { Field } from '../../ui/controls/field.tsx';
import { attempt } from '../../ui/toast/report-failure.ts';
import { Select } from '../../ui/controls/select.tsx';
import { TextField } from '../../ui/controls/text-field.tsx';
import styles from './instructions.module.css';
import { changeView, useView } from '../view.ts';

/** How the models of one conversation are asked to answer. */
export function InstructionsDialog() {
  const { t } = useTranslation();
  const id = useView(({ dialog }) =>
    dialog?.type === 'instructions' ? dialog.conversationId : null,
  );
  return (
    <Dialog open={id !== null} onOpenChange={close} title={t('app.instructions')}>
      {id !== null && <Loaded id={id} />}
    </Dialog>
  );
}

function close(): void {
  changeView({ dialog: null });
}

function Loaded({ id }: { readonly id: ConversationId }) {
  const conversation = useConversation(id, (state) =>
    state.status === 'open' ? state.conversation : undefined,
  );
  return conversation === undefined ? null : <Form conversation={conversation} />;
}

type Effort = NonNullable<GenerationParameters['reasoningEffort']>;

function Form({ conversation }: { readonly conversation: Conversation }) {
  const { t } = useTranslation();
  const { parameters } = conversation;
  const [instructions, setInstructions] = useState(conversation.instructions);
  const [temperature, setTemperature] = useState(String(parameters.temperature ?? ''));
  const [maxOutput, setMaxOutput] = useState(String(parameters.maxOutputTokens ?? ''));
  const [fallback, setFallback] = useState(conversation.fallback ?? null);
  const [effort, setEffort] = useState<Effort | 'default'>(parameters.reasoningEffort ?? 'default');

  async function save(): Promise<void> {
    const { temperature: _t, maxOutputTokens: _m, reasoningEffort: _r, ...kept } = parameters;
    await call('conversation.configure', {
      conversationId: conversation.id,
      instructions,
      fallback: fallback?.slice() ?? null,
      parameters: {
        ...kept,
        ...(temperature === '' ? {} : { temperature: Number(temperature) }),
        ...(maxOutput === '' ? {} : { maxOutputTokens: Number(maxOutput) }),
        ...(effort === 'default' ? {} : { reasoningEffort: effort }),
      },
    });
    // What was typed is here until main has it.
    close();
  }

  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        attempt(save());
      }}
    >
      <Field label={t('app.instructionsLabel')} description={t('app.instructionsHint')}>
        {(control) => (
          <textarea
            {...control}
            className={styles.instructions}
            data-autofocus=""
            maxLength={100_000}
            placeholder={t('app.instructionsPlaceholder')}
            value={instructions}
            onChange={(event) => setInstructions(event.target.value)}
          />
        )}
      </Field>
      <div className={styles.numbers}>
        <TextField
          label={t('app.temperature')}
          type="number"
          min={0}
          max={2}
          step={0.1}
          placeholder={t('app.providerDefault')}
          value={temperature}
          onChange={(event) => setTemperature(event.target.value)}
        />
        <TextField
          label={t('app.maxOutput')}
          type="number"
          min={1}
          step={1}
          placeholder={t('app.providerDefault')}
          value={maxOutput}
          onChange={(event) => setMaxOutput(event.target.value)}
        />
        <Field label={t('app.reasoningEffort')}>
          {(control) => (
            <Select<Effort | 'default'>
              {...control}
              value={effort}
              onValueChange={setEffort}
              options={[
                { value: 'default', label: t('app.providerDefault') },
                ...reasoningEfforts.map((value) => ({ value, label: t(`app.effort.${value}`) })),
              ]}
            />
          )}
        </Field>
      </div>
      <Field label={t('fallback.conversation')}>
        {(control) => (
          <Select<'settings' | 'own'>
            {...control}
            value={fallback === null ? 'settings' : 'own'}
            onValueChange={(value) => setFallback(value === 'own' ? [] : null)}
            options={[
              { value: 'settings', label: t('fallback.asInSettings') },
              { value: 'own', label: t('fallback.own') },
            ]}
          />
        )}
      </Field>
      {fallback !== null && (
        <FallbackList models={fallback} onChange={(models) => setFallback([...models])} />
      )}
      <footer className={styles.footer}>
        <Button onClick={close}>{t('app.cancel')}</Button>
        <Button variant="primary" type="submit">
          {t('app.save')}
        </Button>
      </footer>
    </form>
  );
}
