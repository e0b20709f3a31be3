import { useTranslation } from 'react-i18next';
import { useConversation, useIsClosed } from '../../client/conversation/conversations.ts';
import { useSettings } from '../../client/settings.ts';
import { useSummary } from '../../client/conversation/summaries.ts';
import type { ConversationId } from '#shared/id.ts';
import type { ModelRef } from '#shared/provider/model.ts';
import { Composer } from '../../composer/composer.tsx';
import { Sidebar } from '../../sidebar/sidebar.tsx';
import { Announcer } from '../../transcript/announce/announcer.tsx';
import { Examples, Greeting } from '../../transcript/welcome.tsx';
import { Banners, ConversationBanner } from './banners.tsx';
import { startConversation, toggleSidebar, trashConversation } from '../command/commands.ts';
import { transcript } from '../deferred-views.tsx';
import { focusComposer } from '../../ui/keys/focus.ts';
import { Header } from './header.tsx';
import styles from './layout.module.css';
import { ModelPicker } from '../model/picker.tsx';
import { useNarrow } from '../use-narrow.ts';
import { useWindowTitle } from './use-title.ts';
import { changeView, openDialog, showConversation, useView } from '../view.ts';

/** The main window: conversations beside the one that is shown. */
export function Layout() {
  const { t } = useTranslation();
  const isNarrow = useNarrow();
  const isDocked = useSettings((settings) => settings.sidebarOpen) && !isNarrow;
  const isOverlayOpen = useView((view) => view.isOverlayOpen) && isNarrow;
  return (
    <div className={styles.layout} data-sidebar={isDocked ? 'docked' : 'hidden'}>
      {isOverlayOpen && (
        <button
          type="button"
          className={styles.scrim}
          aria-label={t('app.hideSidebar')}
          onClick={toggleSidebar}
        />
      )}
      {(isDocked || isOverlayOpen) && (
        <div
          ref={isOverlayOpen ? takeFocus : null}
          tabIndex={-1}
          className={styles.side}
          data-overlay={isOverlayOpen || undefined}
        >
          <ConnectedSidebar />
        </div>
      )}
      <Main isSidebarHidden={!isDocked} isCovered={isOverlayOpen} />
    </div>
  );
}

/** What covers the rest has the focus. */
function takeFocus(side: HTMLElement | null): void {
  side?.focus();
}

function ConnectedSidebar() {
  const shownId = useView((view) => view.conversationId);
  return (
    <Sidebar
      shownId={shownId}
      onShow={(id, messageId) => {
        showConversation(id, messageId);
        if (messageId === undefined) focusComposer();
      }}
      onNew={startConversation}
      onTrash={trashConversation}
      onOpenSettings={openSettings}
      onHide={toggleSidebar}
    />
  );
}

interface MainProps {
  readonly isSidebarHidden: boolean;
  readonly isCovered: boolean;
}

function Main({ isSidebarHidden, isCovered }: MainProps) {
  const id = useView((view) => view.conversationId);
  const summary = useSummary(id);
  useWindowTitle(summary?.title);
  return (
    <main className={styles.main} inert={isCovered} data-new={id === null || undefined}>
      <Header summary={summary} isSidebarHidden={isSidebarHidden} />
      <Banners />
      {id === null ? <NewConversation /> : <ShownConversation key={id} id={id} />}
    </main>
  );
}

function NewConversation() {
  const model = useSettings((settings) => settings.model);
  return (
    <>
      <Greeting model={model} onSetUp={openProviders} />
      <Composer
        conversationId={null}
        model={model}
        picker={<ModelPicker conversationId={null} model={model} />}
        onCreated={showConversation}
      />
      <Examples model={model} onSetUp={addProvider} onCreated={showConversation} />
    </>
  );
}

function ShownConversation({ id }: { readonly id: ConversationId }) {
  const own = useConversation(id, (state) =>
    state.status === 'open' ? state.conversation.model : undefined,
  );
  const next = useSettings((settings) => settings.model);
  const isClosed = useIsClosed(id);
  const target = useView((view) => view.target);
  const model: ModelRef = own ?? next;
  return (
    <>
      <ConversationBanner id={id} />
      <transcript.View
        conversationId={id}
        target={target}
        onOpenProviders={openProviders}
        onCheckConnection={checkConnection}
        onRegenerateWith={(messageId) => openDialog({ type: 'regenerate', messageId })}
      />
      {!isClosed && (
        <Composer
          conversationId={id}
          model={model}
          picker={<ModelPicker conversationId={id} model={model} />}
          onCreated={showConversation}
        />
      )}
      <Announcer conversationId={id} />
    </>
  );
}

function openSettings(): void {
  changeView({ isOverlayOpen: false });
  openDialog({ type: 'settings' });
}

function openProviders(): void {
  openDialog({ type: 'settings', section: 'providers' });
}

function addProvider(): void {
  openDialog({ type: 'settings', section: 'providers', isAdding: true });
}

function checkConnection({ providerId, modelId }: ModelRef): void {
  openDialog({ type: 'connection', providerId, modelId });
}
