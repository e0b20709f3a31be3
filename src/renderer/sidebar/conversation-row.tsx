import { Ellipsis, Pencil, Pin, PinOff, Trash2 } from 'lucide-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationSummary } from '#shared/conversation/conversation.ts';
import type { ConversationId } from '#shared/id.ts';
import { call } from '../client/bridge.ts';
import { useIsRunning } from '../client/conversation/running.ts';
import { ContextMenu, Menu } from '../ui/overlays/menu.tsx';
import type { MenuEntry } from '../ui/overlays/menu.tsx';
import { focusWhenThere } from '../ui/keys/focus.ts';
import { attempt } from '../ui/toast/report-failure.ts';
import { TitleField } from '../ui/controls/title-field.tsx';
import { rowOf } from './row-of.ts';
import styles from './sidebar.module.css';

export interface ConversationRowProps {
  readonly summary: ConversationSummary;
  readonly isShown: boolean;
  readonly isTabStop: boolean;
  readonly isRenaming: boolean;
  readonly onShow: (id: ConversationId) => void;
  readonly onTrash: (summary: ConversationSummary) => void;
  /** `null` when renaming has ended. */
  readonly onRename: (id: ConversationId | null) => void;
}

export const ConversationRow = memo(
  ({
    summary,
    isShown,
    isTabStop,
    isRenaming,
    onShow,
    onTrash,
    onRename,
  }: ConversationRowProps) => {
    const { t } = useTranslation();
    const { id } = summary;
    const title = summary.title === '' ? t('sidebar.untitled') : summary.title;

    if (isRenaming) {
      return (
        <div className={styles.row}>
          <TitleField
            label={t('sidebar.renameLabel')}
            title={summary.title}
            onDone={(next) => {
              onRename(null);
              if (next !== null) {
                attempt(call('conversation.rename', { conversationId: id, title: next }));
              }
              focusWhenThere(() => rowOf(id));
            }}
          />
        </div>
      );
    }

    const entries: MenuEntry[] = [
      {
        type: 'action',
        label: t('sidebar.rename'),
        icon: Pencil,
        // After the menu has given the focus back.
        onSelect: () => requestAnimationFrame(() => onRename(id)),
      },
      {
        type: 'action',
        label: t(summary.pinned ? 'sidebar.unpin' : 'sidebar.pin'),
        icon: summary.pinned ? PinOff : Pin,
        onSelect: () =>
          attempt(call('conversation.pin', { conversationId: id, pinned: !summary.pinned })),
      },
      {
        type: 'action',
        label: t('sidebar.trash'),
        icon: Trash2,
        danger: true,
        onSelect: () => onTrash(summary),
      },
    ];

    return (
      <ContextMenu entries={entries}>
        <div className={styles.row} data-shown={isShown || undefined}>
          <button
            type="button"
            className={styles.open}
            data-conversation-row={id}
            tabIndex={isTabStop ? 0 : -1}
            aria-current={isShown ? 'page' : undefined}
            title={title}
            onClick={() => onShow(id)}
            onDoubleClick={() => onRename(id)}
            onKeyDown={(event) => {
              if (event.key !== 'F2' && event.key !== 'Delete') return;
              event.preventDefault();
              if (event.key === 'F2') onRename(id);
              else onTrash(summary);
            }}
          >
            <span className={styles.title} dir="auto">
              {title}
            </span>
            <Running id={id} />
          </button>
          <Menu
            align="end"
            trigger={
              <button
                type="button"
                className={styles.kebab}
                aria-label={t('sidebar.options', { title })}
                tabIndex={isTabStop ? 0 : -1}
              >
                <Ellipsis aria-hidden="true" />
              </button>
            }
            entries={entries}
          />
        </div>
      </ContextMenu>
    );
  },
);

function Running({ id }: { readonly id: ConversationId }) {
  const { t } = useTranslation();
  const isRunning = useIsRunning(id);
  return (
    isRunning && (
      <span className={styles.running}>
        <span className={styles.hidden}>{t('sidebar.running')}</span>
      </span>
    )
  );
}
