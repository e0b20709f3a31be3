import { RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ownerInApp } from '#shared/command/accelerator-owner.ts';
import { isSameAccelerator } from '#shared/command/accelerator.ts';
import type { Platform } from '#shared/command/accelerator.ts';
import { commandLabels } from '#shared/command/label.ts';
import { commandIds, commands } from '#shared/command/command.ts';
import type { CommandId } from '#shared/command/command.ts';
import { useDesktop } from '../../client/desktop.ts';
import { useEnvironment } from '../../client/environment.ts';
import { useLanguage, useSettings } from '../../client/settings.ts';
import { useShortcuts } from '../../client/shortcuts.ts';
import { Button } from '../../ui/controls/button.tsx';
import { formatAccelerator } from '../../ui/keys/shortcut.tsx';
import { SettingBlock } from '../kit/setting.tsx';
import { ShortcutRow } from './row.tsx';
import type { ShortcutConflict } from './row.tsx';
import styles from './shortcuts.module.css';
import { useChange } from '../kit/use-change.ts';

type Changed = Partial<Record<CommandId, string>>;

/** Every command with its keys. Menu, palette and window follow at once. */
export function ShortcutsSection() {
  const { t } = useTranslation();
  const { platform } = useEnvironment();
  const language = useLanguage();
  const shortcuts = useShortcuts();
  const global = useDesktop((desktop) => desktop.shortcut.accelerator);
  const saved = useSettings((settings) => settings.shortcuts.commands);
  const [conflict, setConflict] = useState<ShortcutConflict | null>(null);
  const change = useChange();
  const changed = known(saved);

  function save(more: Changed): void {
    setConflict(null);
    change({ shortcuts: { commands: withoutDefaults({ ...changed, ...more }) } });
  }

  function record(command: CommandId, accelerator: string): void {
    const others = shortcuts.filter(([id]) => id !== command);
    const found = conflictOf(accelerator, { command, others, global, platform });
    if (found === null) save({ [command]: accelerator });
    else setConflict({ ...found, command, accelerator });
  }

  return (
    <SettingBlock
      label={t('desktop.commands')}
      description={t('desktop.commandsDescription')}
      keywords={shortcuts.map(([id]) => commandLabels[language][id]).join(' ')}
    >
      <ul className={styles.list}>
        {shortcuts.map(([command, accelerator]) => (
          <ShortcutRow
            key={command}
            command={command}
            accelerator={accelerator}
            conflict={conflict?.command === command ? conflict : null}
            onRecord={(recorded) => record(command, recorded)}
            onSave={save}
            onLeave={() => setConflict(null)}
          />
        ))}
      </ul>
      {Object.keys(changed).length > 0 && (
        <Button
          size="s"
          icon={RotateCcw}
          onClick={() => {
            setConflict(null);
            change({ shortcuts: { commands: {} } });
          }}
        >
          {t('desktop.resetAll')}
        </Button>
      )}
      <p className={styles.hint}>
        {t('desktop.commandsHint', { escape: formatAccelerator('Escape') })}
      </p>
    </SettingBlock>
  );
}

interface Surroundings {
  readonly command: CommandId;
  readonly others: readonly (readonly [CommandId, string])[];
  readonly global: string;
  readonly platform: Platform;
}

function conflictOf(
  accelerator: string,
  { command, others, global, platform }: Surroundings,
): Pick<ShortcutConflict, 'with' | 'other'> | null {
  // What the table gives a command is known to be free, Escape too.
  const isUsual = accelerator === commands[command].accelerator;
  const owner = isUsual ? null : ownerInApp(accelerator, platform);
  if (owner !== null) return { with: owner, other: null };
  if (isSameAccelerator(accelerator, global, platform)) return { with: 'global', other: null };
  const [other] = others.find(([, keys]) => isSameAccelerator(keys, accelerator, platform)) ?? [];
  return other === undefined ? null : { with: 'command', other };
}

/** Without commands that only a newer version has. */
function known(saved: Readonly<Record<string, string>>): Changed {
  return Object.fromEntries(
    commandIds.flatMap((id) => (Object.hasOwn(saved, id) ? [[id, saved[id]]] : [])),
  );
}

function withoutDefaults(changed: Changed): Changed {
  const entries = Object.entries(changed) as [CommandId, string][];
  return Object.fromEntries(entries.filter(([id, keys]) => keys !== commands[id].accelerator));
}
