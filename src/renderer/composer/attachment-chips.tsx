import { FileText, Maximize2, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { DraftKey } from '#shared/conversation/draft.ts';
import { focusComposer } from '../ui/keys/focus.ts';
import { lineCount } from './attachments/attachments.ts';
import type { Attachment } from './attachments/attachments.ts';
import styles from './attachment-chips.module.css';
import { windowDrafts } from './drafts.ts';
import type { Draft } from './drafts.ts';

export interface AttachmentChipsProps {
  readonly draftKey: DraftKey;
  readonly draft: Draft;
}

/** What goes along with the message. */
export function AttachmentChips({ draftKey, draft }: AttachmentChipsProps) {
  const { t } = useTranslation();
  function remove(id: string): void {
    windowDrafts().change(draftKey, (now) => ({
      ...now,
      attachments: now.attachments.filter((attachment) => attachment.id !== id),
    }));
    focusComposer();
  }
  function expand({ id, pasted }: Attachment): void {
    windowDrafts().change(draftKey, (now) => ({
      ...now,
      text: now.text + (pasted ?? ''),
    }));
    remove(id);
  }
  return (
    <ul className={styles.chips} aria-label={t('composer.attachment')}>
      {draft.attachments.map((attachment) => (
        <li key={attachment.id} className={styles.chip}>
          <Picture attachment={attachment} />
          <span className={styles.name} title={attachment.file.name}>
            {attachment.file.name}
          </span>
          {attachment.pasted !== undefined && (
            <>
              <span className={styles.size}>
                {t('composer.lines', { count: lineCount(attachment.pasted) })}
              </span>
              <button
                type="button"
                className={styles.button}
                aria-label={t('composer.expand')}
                title={t('composer.expand')}
                onClick={() => expand(attachment)}
              >
                <Maximize2 aria-hidden="true" />
              </button>
            </>
          )}
          <button
            type="button"
            className={styles.button}
            aria-label={t('composer.removeAttachment', { name: attachment.file.name })}
            onClick={() => remove(attachment.id)}
          >
            <X aria-hidden="true" />
          </button>
        </li>
      ))}
    </ul>
  );
}

function Picture({ attachment }: { readonly attachment: Attachment }) {
  const { mediaType, data } = attachment.file;
  return mediaType.startsWith('image/') ? (
    <img className={styles.thumbnail} src={`data:${mediaType};base64,${data}`} alt="" />
  ) : (
    <FileText className={styles.icon} aria-hidden="true" />
  );
}
