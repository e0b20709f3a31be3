import {
  Copy,
  Download,
  Ellipsis,
  PanelLeft,
  Pencil,
  Pin,
  PinOff,
  SlidersHorizontal,
  SquarePen,
  Trash2,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { exportFormats } from '#shared/export/format.ts';
import type { ConversationSummary } from '#shared/conversation/conversation.ts';
import { call } from '../../client/bridge.ts';
import { useAccelerator } from '../../client/shortcuts.ts';
import { IconButton } from '../../ui/controls/icon-button.tsx';
import { Menu } from '../../ui/overlays/menu.tsx';
import { attempt } from '../../ui/toast/report-failure.ts';
import { TitleField } from '../../ui/controls/title-field.tsx';
import { copyConversation, exportConversation } from '../conversation/export.ts';
import { startConversation, toggleSidebar, trashConversation } from '../command/commands.ts';
import { focusComposer } from '../../ui/keys/focus.ts';
import styles from './header.module.css';
import { changeView, openDialog, useView } from '../view.ts';

export interface HeaderProps {
  readonly summary: ConversationSummary | undefined;
  /** The sidebar is not beside the header. */
  readonly isSidebarHidden: boolean;
}

/** The line above the conversation: its title, and what can be done with it. */
export function Header({ summary, isSidebarHidden }: HeaderProps) {
  const { t } = useTranslation();
  const toggleKeys = useAccelerator('sidebar.toggle');
  const newKeys = useAccelerator('conversation.new');
  return (
    <header className={styles.header}>
      {isSidebarHidden && (
        <>
          <IconButton
            icon={PanelLeft}
            label={t('app.showSidebar')}
            accelerator={toggleKeys}
            onClick={toggleSidebar}
          />
          <IconButton
            icon={SquarePen}
            label={t('sidebar.newConversation')}
            accelerator={newKeys}
            onClick={startConversation}
          />
        </>
      )}
      <div className={styles.middle}>{summary && <Title summary={summary} />}</div>
      {summary && <ConversationMenu summary={summary} />}
    </header>
  );
}

function Title({ summary }: { readonly summary: ConversationSummary }) {
  const { t } = useTranslation();
  const isRenaming = useView((view) => view.isRenaming);
  const { id, title } = summary;
  if (!isRenaming) {
    return (
      <h1 className={styles.heading}>
        <button
          type="button"
          className={styles.title}
          dir="auto"
          title={title}
          onClick={() => changeView({ isRenaming: true })}
        >
          {title === '' ? t('app.untitled') : title}
        </button>
      </h1>
    );
  }
  return (
    <TitleField
      label={t('sidebar.renameLabel')}
      title={title}
      onDone={(next) => {
        changeView({ isRenaming: false });
        if (next !== null)
          attempt(call('conversation.rename', { conversationId: id, title: next }));
        focusComposer();
      }}
    />
  );
}

function ConversationMenu({ summary }: { readonly summary: ConversationSummary }) {
  const { t } = useTranslation();
  const renameKeys = useAccelerator('conversation.rename');
  const trashKeys = useAccelerator('conversation.trash');
  const { id, pinned } = summary;
  return (
    <Menu
      align="end"
      trigger={<IconButton icon={Ellipsis} label={t('app.conversationMenu')} />}
      entries={[
        {
          type: 'action',
          label: t('app.instructions'),
          icon: SlidersHorizontal,
          onSelect: () => openDialog({ type: 'instructions', conversationId: id }),
        },
        { type: 'separator' },
        {
          type: 'action',
          label: t('sidebar.rename'),
          icon: Pencil,
          accelerator: renameKeys,
          // After the menu has given the focus back.
          onSelect: () => requestAnimationFrame(() => changeView({ isRenaming: true })),
        },
        {
          type: 'action',
          label: t(pinned ? 'sidebar.unpin' : 'sidebar.pin'),
          icon: pinned ? PinOff : Pin,
          onSelect: () =>
            attempt(call('conversation.pin', { conversationId: id, pinned: !pinned })),
        },
        { type: 'separator' },
        {
          type: 'action',
          label: t('app.copyConversation'),
          icon: Copy,
          onSelect: () => copyConversation(id),
        },
        {
          type: 'submenu',
          label: t('app.export'),
          icon: Download,
          entries: exportFormats.map((format) => ({
            type: 'action',
            label: t(`app.exportAs.${format}`),
            onSelect: () => exportConversation(id, format),
          })),
        },
        { type: 'separator' },
        {
          type: 'action',
          label: t('sidebar.trash'),
          icon: Trash2,
          danger: true,
          accelerator: trashKeys,
          onSelect: () => trashConversation(summary),
        },
      ]}
    />
  );
}
