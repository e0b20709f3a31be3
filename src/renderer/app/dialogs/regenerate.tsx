import { useTranslation } from 'react-i18next';
import type { MessageId } from '#shared/id.ts';
import { call } from '../../client/bridge.ts';
import { useMessage } from '../../client/conversation/conversations.ts';
import type { ConversationId } from '#shared/id.ts';
import { Dialog } from '../../ui/overlays/dialog.tsx';
import { focusComposerSoon } from '../../ui/keys/focus.ts';
import { attempt } from '../../ui/toast/report-failure.ts';
import { ModelList } from '../model/list.tsx';
import { changeView, openDialog, useView } from '../view.ts';

/** Another answer beside one, by a model chosen here. */
export function RegenerateDialog() {
  const { t } = useTranslation();
  const messageId = useView(({ dialog }) =>
    dialog?.type === 'regenerate' ? dialog.messageId : null,
  );
  const conversationId = useView((view) => view.conversationId);
  return (
    <Dialog
      open={messageId !== null}
      onOpenChange={() => changeView({ dialog: null })}
      title={t('app.regenerateWith')}
      size="s"
      bare
    >
      {messageId !== null && conversationId !== null && (
        <Choice conversationId={conversationId} messageId={messageId} />
      )}
    </Dialog>
  );
}

interface ChoiceProps {
  readonly conversationId: ConversationId;
  readonly messageId: MessageId;
}

function Choice({ conversationId, messageId }: ChoiceProps) {
  const message = useMessage(conversationId, messageId);
  if (message?.role !== 'assistant') return null;
  return (
    <ModelList
      current={message.model}
      onPick={(model) => {
        changeView({ dialog: null });
        focusComposerSoon();
        attempt(call('message.regenerate', { conversationId, messageId, model }));
      }}
      onSetUp={() => openDialog({ type: 'settings', section: 'providers' })}
    />
  );
}
