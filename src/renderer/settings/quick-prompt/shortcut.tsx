import { RotateCcw, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { commandLabels } from '#shared/command/label.ts';
import { ownerOfGlobal } from '#shared/command/accelerator-owner.ts';
import { isSameAccelerator } from '#shared/command/accelerator.ts';
import { suggestedShortcut } from '#shared/desktop/desktop.ts';
import { useDesktop } from '../../client/desktop.ts';
import { useEnvironment } from '../../client/environment.ts';
import { useLanguage, useSettings } from '../../client/settings.ts';
import { getShortcuts } from '../../client/shortcuts.ts';
import { Button } from '../../ui/controls/button.tsx';
import { IconButton } from '../../ui/controls/icon-button.tsx';
import { formatAccelerator } from '../../ui/keys/shortcut.tsx';
import { Notice } from '../kit/notice.tsx';
import { QuickShortcutState } from './shortcut-state.tsx';
import { SettingBlock } from '../kit/setting.tsx';
import { ShortcutRecorder } from '../shortcuts/recorder.tsx';
import styles from '../shortcuts/shortcuts.module.css';
import { useChange } from '../kit/use-change.ts';

/** The one key that works in every program: recorded, warned about, and verified by pressing it. */
export function QuickShortcut() {
  const { t } = useTranslation();
  const { platform } = useEnvironment();
  const isSuggested = useSettings(({ shortcuts }) => shortcuts.quickPrompt === null);
  const { accelerator } = useDesktop((desktop) => desktop.shortcut);
  const [asked, setAsked] = useState<string | null>(null);
  const change = useChange();
  const findObjection = useObjection();

  function choose(quickPrompt: string | null): void {
    setAsked(null);
    change({ shortcuts: { quickPrompt } });
  }

  function record(recorded: string): void {
    if (findObjection(recorded) === null) choose(recorded);
    else setAsked(recorded);
  }

  return (
    <SettingBlock
      label={t('desktop.shortcut')}
      description={t('desktop.shortcutDescription')}
      keywords={t('desktop.shortcutKeywords')}
    >
      <div className={styles.row}>
        <ShortcutRecorder
          label={t('desktop.shortcut')}
          accelerator={accelerator}
          onRecord={record}
        />
        {!isSuggested && (
          <IconButton
            icon={RotateCcw}
            label={t('desktop.resetTo', { keys: formatAccelerator(suggestedShortcut(platform)) })}
            onClick={() => choose(null)}
          />
        )}
        {accelerator !== '' && (
          <IconButton icon={X} label={t('desktop.useNoKeys')} onClick={() => choose('')} />
        )}
      </div>
      {asked === null ? (
        // A trial is one of these keys alone.
        <QuickShortcutState key={accelerator} />
      ) : (
        <Objection
          text={findObjection(asked) ?? ''}
          isFinal={ownerOfGlobal(asked, platform) === 'typing'}
          onUse={() => choose(asked)}
          onLeave={() => setAsked(null)}
        />
      )}
    </SettingBlock>
  );
}

interface ObjectionProps {
  readonly text: string;
  /** Nobody could want that. */
  readonly isFinal: boolean;
  readonly onUse: () => void;
  readonly onLeave: () => void;
}

function Objection({ text, isFinal, onUse, onLeave }: ObjectionProps) {
  const { t } = useTranslation();
  return (
    <div className={styles.said} role="alert">
      <Notice tone="warning">{text}</Notice>
      <div className={styles.row}>
        {!isFinal && (
          <Button size="s" onClick={onUse}>
            {t('desktop.useAnyway')}
          </Button>
        )}
        <Button size="s" variant="quiet" onClick={onLeave}>
          {t('desktop.leave')}
        </Button>
      </div>
    </div>
  );
}

/** Why keys should not be taken everywhere; `null` when nothing speaks against it. */
function useObjection(): (accelerator: string) => string | null {
  const { t } = useTranslation();
  const { platform } = useEnvironment();
  const language = useLanguage();
  return (accelerator) => {
    const keys = formatAccelerator(accelerator);
    const owner = ownerOfGlobal(accelerator, platform);
    if (owner !== null) return t(`desktop.owner.${owner}`, { keys });
    const [command] =
      getShortcuts().find(([, other]) => isSameAccelerator(other, accelerator, platform)) ?? [];
    if (command === undefined || command === 'quick-prompt.toggle') return null;
    return t('desktop.owner.command', { keys, command: commandLabels[language][command] });
  };
}
