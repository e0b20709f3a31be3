import { ChevronDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ConversationId } from '#shared/id.ts';
import type { ModelRef } from '#shared/provider/model.ts';
import { call } from '../../client/bridge.ts';
import { useModelName, useModels, useProvider } from '../../client/provider/providers.ts';
import { changeSettings } from '../../client/settings.ts';
import { Popover } from '../../ui/overlays/popover.tsx';
import { attempt } from '../../ui/toast/report-failure.ts';
import { modelList } from '../deferred-views.tsx';
import { focusComposer } from '../../ui/keys/focus.ts';
import styles from './picker.module.css';
import { changeView, openDialog, useView } from '../view.ts';

export interface ModelPickerProps {
  readonly conversationId: ConversationId | null;
  readonly model: ModelRef;
}

/** The model of the conversation, and the way to another. */
export function ModelPicker({ conversationId, model }: ModelPickerProps) {
  const { t } = useTranslation();
  const isOpen = useView((view) => view.isModelPickerOpen);
  const name = useModelName(model);
  const provider = useProvider(model.providerId);
  useModels(model.providerId);

  return (
    <Popover
      open={isOpen}
      onOpenChange={setOpen}
      label={t('app.chooseModel')}
      side="top"
      onReturnFocus={focusComposer}
      trigger={
        <button
          type="button"
          className={styles.trigger}
          aria-label={t('app.model', { model: name })}
          title={provider?.name}
        >
          <span className={styles.name}>{name}</span>
          <ChevronDown className={styles.chevron} aria-hidden="true" />
        </button>
      }
    >
      <modelList.View
        current={model}
        onPick={(picked) => {
          setOpen(false);
          attempt(chooseModel(conversationId, picked));
        }}
        onSetUp={() => {
          setOpen(false);
          openDialog({ type: 'settings', section: 'providers' });
        }}
      />
    </Popover>
  );
}

/** For this conversation and for the next new one. */
async function chooseModel(conversationId: ConversationId | null, model: ModelRef): Promise<void> {
  if (conversationId !== null) await call('conversation.configure', { conversationId, model });
  await changeSettings({ model });
}

function setOpen(open: boolean): void {
  changeView({ isModelPickerOpen: open });
}
