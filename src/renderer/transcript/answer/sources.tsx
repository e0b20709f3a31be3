import { useTranslation } from 'react-i18next';
import type { SourcePart } from '#shared/conversation/conversation.ts';
import { followLink } from '../../markdown/link/follow.ts';
import styles from './sources.module.css';

/** Where the answer says that it has it from; each opens in the system's browser. */
export function Sources({ sources }: { readonly sources: readonly SourcePart[] }) {
  const { t } = useTranslation();
  return (
    <section className={styles.sources}>
      <h3 className={styles.title}>{t('transcript.sources')}</h3>
      <ol className={styles.list}>
        {sources.map(({ url, title }, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- a source may be named twice
          <li key={index}>
            <a
              href={url}
              className={styles.source}
              title={url}
              onClick={(event) => followLink(event, title)}
              onAuxClick={(event) => followLink(event, title)}
            >
              <span className={styles.number}>{index + 1}</span>
              <span className={styles.name}>{title === '' ? url : title}</span>
              <span className={styles.host}>{hostOf(url)}</span>
            </a>
          </li>
        ))}
      </ol>
    </section>
  );
}

function hostOf(url: string): string {
  return URL.parse(url)?.host ?? '';
}
