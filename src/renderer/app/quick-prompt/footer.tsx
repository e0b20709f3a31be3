import { ExternalLink, SquarePen } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/controls/button.tsx';
import { IconButton } from '../../ui/controls/icon-button.tsx';
import { Toolbar } from '../../ui/controls/toolbar.tsx';
import { formatAccelerator, Shortcut } from '../../ui/keys/shortcut.tsx';
import { runQuickCommand } from './commands.ts';
import styles from './footer.module.css';
import { quickKeys } from './keys.ts';

/** What can be done with the answer, each with its key. */
export function Footer() {
  const { t } = useTranslation();
  return (
    <Toolbar className={styles.footer} data-fixed="" aria-label={t('quickPrompt.actions')}>
      <div className={styles.row}>
        <Action
          command="continue-in-parley"
          icon={ExternalLink}
          label={t('quickPrompt.continueInParley')}
        />
        <IconButton
          size="s"
          icon={SquarePen}
          label={t('quickPrompt.startAnew')}
          accelerator={quickKeys['start-anew']}
          onClick={() => runQuickCommand('start-anew')}
        />
        <span className={styles.space} />
        <Action command="copy-code" label={t('quickPrompt.copyCode')} />
        <Action command="copy-and-close" label={t('quickPrompt.copyAndClose')} />
      </div>
    </Toolbar>
  );
}

interface ActionProps {
  readonly command: 'continue-in-parley' | 'copy-code' | 'copy-and-close';
  readonly label: string;
  readonly icon?: typeof ExternalLink;
}

function Action({ command, label, icon }: ActionProps) {
  return (
    <Button
      size="s"
      variant="quiet"
      title={formatAccelerator(quickKeys[command])}
      onClick={() => runQuickCommand(command)}
      {...(icon && { icon })}
    >
      {label}{' '}
      <span aria-hidden="true">
        <Shortcut accelerator={quickKeys[command]} />
      </span>
    </Button>
  );
}
