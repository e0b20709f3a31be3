import {
  Database,
  Info,
  Keyboard,
  MessageCircle,
  Network,
  Palette,
  Plug,
  SlidersHorizontal,
  X,
} from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { useState } from 'react';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../ui/overlays/dialog.tsx';
import { IconButton } from '../ui/controls/icon-button.tsx';
import { SearchField } from '../ui/controls/text-field.tsx';
import { AboutSection } from './about/about.tsx';
import { AppearanceSection } from './appearance/appearance.tsx';
import { DataSection } from './data/data.tsx';
import { GeneralSection } from './general/general.tsx';
import { NetworkSection } from './network/network.tsx';
import { ProvidersSection } from './providers/providers.tsx';
import { QuickPromptSection } from './quick-prompt/quick-prompt.tsx';
import { SearchContext } from './search.ts';
import styles from './kit/settings.module.css';
import { ShortcutsSection } from './shortcuts/shortcuts.tsx';

export type SettingsSection =
  | 'general'
  | 'quickPrompt'
  | 'shortcuts'
  | 'appearance'
  | 'providers'
  | 'network'
  | 'data'
  | 'about';

const sections: readonly {
  readonly id: SettingsSection;
  readonly icon: LucideIcon;
  readonly Content: ComponentType<{ readonly isAdding: boolean }>;
}[] = [
  { id: 'general', icon: SlidersHorizontal, Content: GeneralSection },
  { id: 'quickPrompt', icon: MessageCircle, Content: QuickPromptSection },
  { id: 'shortcuts', icon: Keyboard, Content: ShortcutsSection },
  { id: 'appearance', icon: Palette, Content: AppearanceSection },
  { id: 'providers', icon: Plug, Content: ProvidersSection },
  { id: 'network', icon: Network, Content: NetworkSection },
  { id: 'data', icon: Database, Content: DataSection },
  { id: 'about', icon: Info, Content: AboutSection },
];

export interface SettingsDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  /** Shown when it opens; the first otherwise. */
  readonly section?: SettingsSection;
  /** The section opens where something is added to it. */
  readonly isAdding?: boolean;
}

/** Every setting, a section at a time or found by its words. Each is applied at once. */
export function SettingsDialog(props: SettingsDialogProps) {
  const { open, onOpenChange, section, isAdding = false } = props;
  const { t } = useTranslation();
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t('settings.title')} size="l" bare>
      <Settings
        initial={section ?? 'general'}
        isAdding={isAdding}
        onClose={() => onOpenChange(false)}
      />
    </Dialog>
  );
}

interface ContentProps {
  readonly initial: SettingsSection;
  readonly isAdding: boolean;
  readonly onClose: () => void;
}

function Settings({ initial, isAdding, onClose }: ContentProps) {
  const { t } = useTranslation();
  const [current, setCurrent] = useState(initial);
  /** How often a section was chosen: choosing the one that is shown leads back to its beginning. */
  const [choices, setChoices] = useState(0);
  const [search, setSearch] = useState('');
  const query = search.trim().toLocaleLowerCase();
  const shown = query === '' ? sections.filter(({ id }) => id === current) : sections;
  return (
    <div className={styles.frame}>
      <div className={styles.side}>
        <SearchField
          label={t('settings.search')}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
        <nav className={styles.nav} aria-label={t('settings.title')}>
          {sections.map(({ id, icon: Icon }) => (
            <button
              key={id}
              type="button"
              className={styles.navItem}
              aria-current={query === '' && id === current ? 'page' : undefined}
              {...(id === initial && !isAdding ? { 'data-autofocus': '' } : {})}
              onClick={() => {
                setSearch('');
                setCurrent(id);
                setChoices(choices + 1);
              }}
            >
              <Icon aria-hidden="true" />
              {t(`settings.section.${id}`)}
            </button>
          ))}
        </nav>
      </div>
      <div className={styles.close}>
        <IconButton icon={X} label={t('ui.close')} onClick={onClose} />
      </div>
      <div className={styles.pane}>
        <SearchContext value={query}>
          {shown.map(({ id, Content }) => (
            <section key={id} className={styles.section} aria-labelledby={`settings-${id}`}>
              <h2 id={`settings-${id}`} className={styles.sectionTitle}>
                {t(`settings.section.${id}`)}
              </h2>
              <Content key={choices} isAdding={isAdding && choices === 0} />
            </section>
          ))}
        </SearchContext>
        {query !== '' && (
          <output className={styles.nothing}>
            {t('settings.nothingFound', { query: search.trim() })}
          </output>
        )}
      </div>
    </div>
  );
}
