import { FileText } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { FilePart } from '#shared/conversation/conversation.ts';
import styles from './question.module.css';

/** A file that was sent: an image as itself, anything else by its name. */
export function FileView({ file }: { readonly file: FilePart }) {
  const { t } = useTranslation();
  if (file.mediaType.startsWith('image/')) {
    return (
      <img
        className={styles.image}
        src={`data:${file.mediaType};base64,${file.data}`}
        alt={t('transcript.imageAlt', { name: file.name })}
      />
    );
  }
  return (
    <span className={styles.file}>
      <FileText aria-hidden="true" />
      <span className={styles.fileName}>{file.name}</span>
    </span>
  );
}
