import { ArrowLeft, PanelLeft, Settings, SquarePen, Trash2 } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationSummary } from '#shared/conversation/conversation.ts';
import type { ConversationId, MessageId } from '#shared/id.ts';
import { useAccelerator } from '../client/shortcuts.ts';
import { useSummaries } from '../client/conversation/summaries.ts';
import { Button } from '../ui/controls/button.tsx';
import { IconButton } from '../ui/controls/icon-button.tsx';
import { SearchField } from '../ui/controls/text-field.tsx';
import { ConversationList } from './conversation-list.tsx';
import { SearchResults } from './search-results.tsx';
import styles from './sidebar.module.css';
import { TrashList } from './trash-list.tsx';

export interface SidebarProps {
  readonly shownId: ConversationId | null;
  /** With a message: that one is brought into view. */
  readonly onShow: (id: ConversationId, messageId?: MessageId) => void;
  readonly onNew: () => void;
  readonly onTrash: (summary: ConversationSummary) => void;
  readonly onOpenSettings: () => void;
  readonly onHide: () => void;
}

/** All conversations, and the trash behind them. */
export function Sidebar({ onNew, onOpenSettings, onHide, ...list }: SidebarProps) {
  const { t } = useTranslation();
  const [isTrashShown, setTrashShown] = useState(false);
  return (
    <nav className={styles.sidebar} aria-label={t('sidebar.label')}>
      <div className={styles.top}>
        <IconButton
          icon={PanelLeft}
          label={t('app.hideSidebar')}
          accelerator={useAccelerator('sidebar.toggle')}
          onClick={onHide}
        />
        <IconButton
          icon={SquarePen}
          label={t('sidebar.newConversation')}
          accelerator={useAccelerator('conversation.new')}
          onClick={onNew}
        />
      </div>
      {isTrashShown ? (
        <TrashList onShow={list.onShow} shownId={list.shownId} />
      ) : (
        <Library {...list} />
      )}
      <div className={styles.bottom}>
        <Button
          variant="quiet"
          icon={isTrashShown ? ArrowLeft : Trash2}
          onClick={() => setTrashShown(!isTrashShown)}
        >
          {t(isTrashShown ? 'sidebar.closeTrash' : 'sidebar.openTrash')}
        </Button>
        <IconButton
          icon={Settings}
          label={t('sidebar.settings')}
          accelerator={useAccelerator('settings.open')}
          onClick={onOpenSettings}
        />
      </div>
    </nav>
  );
}

type LibraryProps = Pick<SidebarProps, 'shownId' | 'onShow' | 'onTrash'>;

function Library({ shownId, onShow, onTrash }: LibraryProps) {
  const { t } = useTranslation();
  const [query, setQuery] = useState('');
  const wanted = useDeferredValue(query).trim();
  const library = useSummaries().filter(({ trashedAt }) => trashedAt === null);
  return (
    <>
      {library.length > 0 && (
        <div className={styles.search}>
          <SearchField
            label={t('sidebar.filter')}
            data-sidebar-search=""
            value={query}
            onChange={(event) => setQuery(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Escape' && query !== '') {
                event.preventDefault();
                setQuery('');
              } else if (event.key === 'ArrowDown') {
                event.preventDefault();
                focusFirstRow(event.currentTarget);
              }
            }}
          />
        </div>
      )}
      {wanted !== '' ? (
        <SearchResults text={wanted} library={library} shownId={shownId} onShow={onShow} />
      ) : library.length === 0 ? (
        <p className={styles.empty}>{t('sidebar.none')}</p>
      ) : (
        <ConversationList summaries={library} shownId={shownId} onShow={onShow} onTrash={onTrash} />
      )}
    </>
  );
}

function focusFirstRow(field: Element): void {
  const row = field.closest('nav')?.querySelector<HTMLElement>('[data-conversation-row]');
  row?.focus();
}
