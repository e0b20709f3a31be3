import { Copy } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { desktopBinding } from '#shared/desktop/binding.ts';
import { knownDesktops, suggestedShortcut } from '#shared/desktop/desktop.ts';
import type { KnownDesktop } from '#shared/desktop/desktop.ts';
import { call } from '../../client/bridge.ts';
import { useDesktop } from '../../client/desktop.ts';
import { Button } from '../../ui/controls/button.tsx';
import { attempt } from '../../ui/toast/report-failure.ts';
import { Segmented } from '../../ui/controls/segmented.tsx';
import { showToast } from '../../ui/toast/toast-queue.ts';
import styles from '../shortcuts/shortcuts.module.css';

const names: Readonly<Record<KnownDesktop, string>> = {
  gnome: 'GNOME',
  kde: 'KDE',
  hyprland: 'Hyprland',
  sway: 'Sway',
};

/** What a desktop that hands out no keys has to be told by the person. */
export function DesktopBinding() {
  const { t } = useTranslation();
  const { toggleCommand, desktop, shortcut } = useDesktop((state) => state);
  const [chosen, setChosen] = useState<KnownDesktop>(desktop ?? 'gnome');
  const accelerator =
    shortcut.accelerator === '' ? suggestedShortcut('linux') : shortcut.accelerator;
  const snippet = desktopBinding(chosen, { accelerator, command: toggleCommand });
  async function copy(): Promise<void> {
    await call('clipboard.write', { text: snippet });
    showToast({ text: t('desktop.snippetCopied') });
  }
  return (
    <div className={styles.said}>
      <div className={styles.row}>
        <Segmented
          label={t('desktop.yourDesktop')}
          value={chosen}
          options={knownDesktops.map((value) => ({ value, label: names[value] }))}
          onValueChange={setChosen}
        />
        <Button size="s" icon={Copy} onClick={() => attempt(copy())}>
          {t('desktop.copySnippet')}
        </Button>
      </div>
      <p className={styles.hint}>{t(`desktop.binding.${chosen}`)}</p>
      <pre className={styles.snippet} data-selectable="">
        <code>{snippet}</code>
      </pre>
    </div>
  );
}
