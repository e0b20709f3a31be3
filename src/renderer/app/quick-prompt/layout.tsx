import { useRef, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationId } from '#shared/id.ts';
import type { ModelRef } from '#shared/provider/model.ts';
import { call } from '../../client/bridge.ts';
import { changeSettings, useSettings } from '../../client/settings.ts';
import { useSummary } from '../../client/conversation/summaries.ts';
import { Announcer } from '../../transcript/announce/announcer.tsx';
import { attempt } from '../../ui/toast/report-failure.ts';
import { currentToasts, subscribeToasts } from '../../ui/toast/toast-queue.ts';
import { modelList, transcript } from '../deferred-views.tsx';
import { openSettings } from './commands.ts';
import { Footer } from './footer.tsx';
import { Head } from './head.tsx';
import styles from './layout.module.css';
import { chooseModel, useSession } from './session.ts';
import type { ModelChoice } from './session.ts';
import { useWindowHeight } from './use-window-height.ts';

/** Rem of the root: lists and toasts follow the text size. */
const MODELS_REM = 19;
const TOASTS_REM = 6;

/** One field, and below it the answer: the window grows downwards from its upper edge. */
export function Layout() {
  const { t } = useTranslation();
  const conversationId = useSession((session) => session.conversationId);
  const choosing = useSession((session) => session.choosing);
  const own = useSummary(conversationId)?.model;
  const next = useSettings((settings) => settings.quickPrompt.model ?? settings.model);
  const textScale = useSettings((settings) => settings.textScale);
  const toasts = useSyncExternalStore(subscribeToasts, currentToasts);
  const panel = useRef<HTMLElement>(null);
  const [contentHeight, setContentHeight] = useState(0);

  const rem = 15 * textScale;
  const body = choosing !== null ? MODELS_REM * rem : conversationId === null ? 0 : contentHeight;
  useWindowHeight(panel, Math.max(body, toasts.length > 0 ? TOASTS_REM * rem : 0));

  const model = own ?? next;
  return (
    <main ref={panel} className={styles.panel}>
      <h1 className={styles.title}>{t('quickPrompt.title')}</h1>
      <Head conversationId={conversationId} model={model} />
      <div className={styles.stage}>
        {conversationId !== null && (
          <div className={styles.body} inert={choosing !== null}>
            <transcript.View
              key={conversationId}
              conversationId={conversationId}
              onOpenProviders={openSettings}
              onRegenerateWith={(messageId) => chooseModel({ type: 'regenerate', messageId })}
              onHeight={setContentHeight}
            />
            <Announcer conversationId={conversationId} />
          </div>
        )}
        {choosing !== null && (
          <div className={styles.models}>
            <modelList.View
              current={model}
              onPick={(picked) => {
                // The field comes back when the choice counts: a prompt sent at once is for the chosen model.
                attempt(pick(conversationId, choosing, picked).then(() => chooseModel(null)));
              }}
              onSetUp={openSettings}
            />
          </div>
        )}
      </div>
      {conversationId !== null && choosing === null && <Footer />}
    </main>
  );
}

async function pick(
  conversationId: ConversationId | null,
  choosing: ModelChoice,
  model: ModelRef,
): Promise<void> {
  if (choosing.type === 'next') await changeSettings({ quickPrompt: { model } });
  if (conversationId === null) return;
  if (choosing.type === 'next') {
    await call('conversation.configure', { conversationId, model });
  } else {
    await call('message.regenerate', { conversationId, messageId: choosing.messageId, model });
  }
}
