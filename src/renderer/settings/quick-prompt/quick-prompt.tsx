import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { useModelName } from '../../client/provider/providers.ts';
import { useSettings } from '../../client/settings.ts';
import { Button } from '../../ui/controls/button.tsx';
import { Select } from '../../ui/controls/select.tsx';
import { Switch } from '../../ui/controls/switch.tsx';
import { ModelChoice } from '../kit/model-choice.tsx';
import { QuickShortcut } from './shortcut.tsx';
import { Setting, SettingBlock } from '../kit/setting.tsx';
import styles from '../shortcuts/shortcuts.module.css';
import { useChange } from '../kit/use-change.ts';

const waits = [0, 1, 5, 15, 60, 1440] as const;

/** The small window that one key opens anywhere. */
export function QuickPromptSection() {
  const { t } = useTranslation();
  const newAfter = useSettings(({ quickPrompt }) => quickPrompt.newAfterMinutes);
  const pinned = useSettings(({ quickPrompt }) => quickPrompt.pinned);
  const change = useChange();
  const minutes = [...new Set([...waits, newAfter])].toSorted((one, other) => one - other);
  return (
    <>
      <QuickShortcut />
      <Setting label={t('desktop.newAfter')} description={t('desktop.newAfterDescription')}>
        {(control) => (
          <Select
            {...control}
            value={String(newAfter)}
            options={minutes.map((count) => ({
              value: String(count),
              label: waitLabel(count, t),
            }))}
            onValueChange={(value) => change({ quickPrompt: { newAfterMinutes: Number(value) } })}
          />
        )}
      </Setting>
      <QuickPromptModel />
      <Setting label={t('desktop.pinned')} description={t('desktop.pinnedDescription')}>
        {(control) => (
          <Switch
            {...control}
            checked={pinned}
            onCheckedChange={(checked) => change({ quickPrompt: { pinned: checked } })}
          />
        )}
      </Setting>
    </>
  );
}

function QuickPromptModel() {
  const { t } = useTranslation();
  const model = useSettings(({ quickPrompt }) => quickPrompt.model);
  const usual = useSettings((settings) => settings.model);
  const name = useModelName(model ?? usual);
  const change = useChange();
  return (
    <SettingBlock label={t('desktop.model')} description={t('desktop.modelDescription')}>
      <div className={styles.row}>
        <span className={styles.itemLabel}>
          {model === null ? t('desktop.modelUsual', { model: name }) : name}
        </span>
        <ModelChoice
          label={t('desktop.modelChoose')}
          taken={model === null ? [] : [model]}
          onPick={(picked) => change({ quickPrompt: { model: picked } })}
        />
        {model !== null && (
          <Button size="s" variant="quiet" onClick={() => change({ quickPrompt: { model: null } })}>
            {t('desktop.modelReset')}
          </Button>
        )}
      </div>
    </SettingBlock>
  );
}

function waitLabel(minutes: number, t: TFunction): string {
  if (minutes === 0) return t('desktop.newAlways');
  if (minutes % 60 !== 0) return t('desktop.newMinutes', { count: minutes });
  return t('desktop.newHours', { count: minutes / 60 });
}
