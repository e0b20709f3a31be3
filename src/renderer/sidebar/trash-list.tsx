import { useTranslation } from 'react-i18next';
import { Virtualizer } from 'virtua';
import type { ConversationId } from '#shared/id.ts';
import { call } from '../client/bridge.ts';
import { useSummaries } from '../client/conversation/summaries.ts';
import { Button } from '../ui/controls/button.tsx';
import { attempt } from '../ui/toast/report-failure.ts';
import styles from './sidebar.module.css';

export interface TrashListProps {
  readonly shownId: ConversationId | null;
  readonly onShow: (id: ConversationId) => void;
}

/** What was thrown away lately, and the way back. */
export function TrashList({ shownId, onShow }: TrashListProps) {
  const { t } = useTranslation();
  const trashed = useSummaries().filter(({ trashedAt }) => trashedAt !== null);
  return (
    <>
      <h2 className={styles.trashTitle}>{t('sidebar.trashTitle')}</h2>
      <p className={styles.note}>
        {t(trashed.length === 0 ? 'sidebar.trashEmpty' : 'sidebar.trashNote')}
      </p>
      <div className={styles.scroller}>
        <Virtualizer data={trashed} itemSize={34} as="ul" item="li">
          {({ id, title }) => (
            <div key={id} className={styles.row} data-shown={id === shownId || undefined}>
              <button type="button" className={styles.open} onClick={() => onShow(id)}>
                <span className={styles.title}>{title === '' ? t('sidebar.untitled') : title}</span>
              </button>
              <Button
                size="s"
                variant="quiet"
                onClick={() =>
                  attempt(call('conversation.trash', { conversationId: id, trashed: false }))
                }
              >
                {t('sidebar.restore')}
              </Button>
            </div>
          )}
        </Virtualizer>
      </div>
    </>
  );
}
