import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '#shared/conversation/conversation.ts';
import type { ConversationId } from '#shared/id.ts';
import type { NumberParameter } from '#shared/provider/parameters.ts';
import { call } from '../../client/bridge.ts';
import { useConversation } from '../../client/conversation/conversations.ts';
import { useProvider } from '../../client/provider/providers.ts';
import { FallbackList } from '../../settings/fallback/list.tsx';
import { Button } from '../../ui/controls/button.tsx';
import { Dialog } from '../../ui/overlays/dialog.tsx';
import { Field } from '../../ui/controls/field.tsx';
import { attempt } from '../../ui/toast/report-failure.ts';
import { Select } from '../../ui/controls/select.tsx';
import styles from './instructions.module.css';
import { choiceOf, draftOf, errorsOf, parametersIn } from './parameter-draft.ts';
import { ParameterFields } from './parameter-fields.tsx';
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

function Form({ conversation }: { readonly conversation: Conversation }) {
  const { t } = useTranslation();
  const { parameters } = conversation;
  const [instructions, setInstructions] = useState(conversation.instructions);
  const choice = choiceOf(useProvider(conversation.model.providerId)?.definition);
  const [draft, setDraft] = useState(() => draftOf(parameters));
  const [seen, setSeen] = useState<ReadonlySet<NumberParameter>>(new Set());
  const [fallback, setFallback] = useState(conversation.fallback ?? null);

  async function save(): Promise<void> {
    const wrong = errorsOf(draft, choice);
    setSeen(wrong);
    if (wrong.size > 0) return;
    await call('conversation.configure', {
      conversationId: conversation.id,
      instructions,
      fallback: fallback?.slice() ?? null,
      parameters: parametersIn(draft),
    });
    // What was typed is here until main has it.
    close();
  }

  return (
    <form
      className={styles.form}
      noValidate
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
      {choice.numbers.length > 0 && (
        <ParameterFields
          choice={choice}
          draft={draft}
          seen={seen}
          onChange={setDraft}
          onLeave={(name) => setSeen(new Set([...seen, name]))}
        />
      )}
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
