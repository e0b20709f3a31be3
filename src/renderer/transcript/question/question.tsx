import { Copy, Pencil } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { textOf } from '#shared/conversation/conversation.ts';
import type { FilePart, UserMessage } from '#shared/conversation/conversation.ts';
import { Button } from '../../ui/controls/button.tsx';
import { IconButton } from '../../ui/controls/icon-button.tsx';
import { Toolbar } from '../../ui/controls/toolbar.tsx';
import { BranchSwitcher } from '../message/branch-switcher.tsx';
import { useTranscript } from '../context.ts';
import { CopyButton } from '../message/copy-button.tsx';
import { FileView } from './file-view.tsx';
import { MessageEditor } from './editor.tsx';
import styles from './question.module.css';

/** A bubble longer than one of these is folded at first. */
const FOLDED_CHARACTERS = 1400;
const FOLDED_LINES = 16;

export function UserMessageView({ message }: { readonly message: UserMessage }) {
  const { t } = useTranslation();
  const { editingId, isClosed, onEdit } = useTranscript();
  const text = textOf(message);
  const files = message.parts.filter((part): part is FilePart => part.type === 'file');
  if (editingId === message.id) return <MessageEditor message={message} />;
  return (
    <article className={styles.message} aria-label={t('transcript.you')}>
      {files.length > 0 && (
        <ul className={styles.files}>
          {files.map((file, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- parts never change their order
            <li key={index}>
              <FileView file={file} />
            </li>
          ))}
        </ul>
      )}
      {text !== '' && <Bubble text={text} />}
      <Toolbar className={styles.actions} data-actions="" aria-label={t('transcript.actions')}>
        {!isClosed && (
          <IconButton
            size="s"
            icon={Pencil}
            label={t('transcript.edit')}
            data-edit=""
            onClick={() => onEdit(message.id)}
          />
        )}
        <CopyButton icon={Copy} message={message} />
        <BranchSwitcher messageId={message.id} />
      </Toolbar>
    </article>
  );
}

function Bubble({ text }: { readonly text: string }) {
  const { t } = useTranslation();
  const [isUnfolded, setUnfolded] = useState(false);
  const isLong = text.length > FOLDED_CHARACTERS || text.split('\n').length > FOLDED_LINES;
  return (
    <div className={styles.bubble} data-folded={(isLong && !isUnfolded) || undefined}>
      <p className={styles.text} dir="auto" data-selectable="">
        {text}
      </p>
      {isLong && (
        <Button
          size="s"
          variant="quiet"
          aria-expanded={isUnfolded}
          onClick={() => setUnfolded(!isUnfolded)}
        >
          {t(isUnfolded ? 'transcript.showLess' : 'transcript.showMore')}
        </Button>
      )}
    </div>
  );
}
