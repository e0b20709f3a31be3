import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/controls/button.tsx';
import { Dialog } from '../../ui/overlays/dialog.tsx';
import { useCopy } from '../copy/use-copy.ts';
import { hostOf } from '../parse/safe-url.ts';
import styles from './dialog.module.css';
import { linkQuestion, openLink } from './follow.ts';
import type { DoubtfulLink } from './follow.ts';
import type { LinkWarning } from './warning.ts';

export interface LinkDialogProps {
  readonly link: DoubtfulLink;
  readonly isOpen: boolean;
}

/** Shows where a link really leads. Focus starts on the way out. */
export function LinkDialog({ link, isOpen }: LinkDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog open={isOpen} onOpenChange={close} title={t('markdown.linkQuestion')} size="s" bare>
      <Question {...link} />
    </Dialog>
  );
}

function Question({ url, warning }: DoubtfulLink) {
  const { t } = useTranslation();
  const { copied, copy } = useCopy();
  return (
    <div className={styles.question}>
      <h2 className={styles.title}>{t('markdown.linkQuestion')}</h2>
      <p className={styles.reason}>{reasonText(t, warning)}</p>
      <p className={styles.address}>
        <strong className={styles.host}>{hostOf(url)}</strong>
        <span className={styles.rest}>{beginningOfRest(url)}</span>
      </p>
      <footer className={styles.actions}>
        <span className={styles.aside}>
          <Button variant="quiet" onClick={() => copy({ text: url })}>
            {t(copied ? 'markdown.copied' : 'markdown.linkCopy')}
          </Button>
        </span>
        <Button data-autofocus="" onClick={close}>
          {t('ui.cancel')}
        </Button>
        <Button
          onClick={() => {
            close();
            openLink(url);
          }}
        >
          {t('markdown.linkOpen')}
        </Button>
      </footer>
    </div>
  );
}

function close(): void {
  linkQuestion.setState({ isOpen: false });
}

function reasonText(t: TFunction, warning: LinkWarning): string {
  switch (warning.reason) {
    case 'other-host':
      return t('markdown.linkOtherHost', { named: warning.named });
    case 'look-alike':
      return t('markdown.linkLookAlike', { named: warning.named });
    case 'user-info':
      return t('markdown.linkUserInfo');
    case 'long-query':
      return t('markdown.linkLongQuery');
  }
}

/** Characters of the path and of the query. */
const SHOWN = 160;

function beginningOfRest(url: string): string {
  const { protocol, pathname, search } = new URL(url);
  const path = protocol === 'mailto:' || pathname === '/' ? '' : pathname;
  return beginning(path) + beginning(search);
}

function beginning(text: string): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}
