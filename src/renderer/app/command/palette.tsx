import { MessageSquare } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { commandLabels } from '#shared/command/label.ts';
import { useLanguage } from '../../client/settings.ts';
import { useShortcuts } from '../../client/shortcuts.ts';
import { useSummaries } from '../../client/conversation/summaries.ts';
import { CommandList } from '../../ui/overlays/command-list.tsx';
import type { CommandItem } from '../../ui/overlays/command-list.tsx';
import { Dialog } from '../../ui/overlays/dialog.tsx';
import { runCommand } from './commands.ts';
import { focusComposer } from '../../ui/keys/focus.ts';
import { changeView, showConversation, useView } from '../view.ts';

/** Before anything is typed. */
const RECENT_CONVERSATIONS = 8;

/** Everything that can be done and every recent conversation, by typing. */
export function Palette() {
  const { t } = useTranslation();
  const isOpen = useView((view) => view.dialog?.type === 'palette');
  return (
    <Dialog open={isOpen} onOpenChange={close} title={t('command.palette')} bare>
      <PaletteList />
    </Dialog>
  );
}

function PaletteList() {
  const { t } = useTranslation();
  const language = useLanguage();
  const shortcuts = useShortcuts();
  const library = useSummaries().filter(({ trashedAt }) => trashedAt === null);
  const conversations = library.map(({ id, title }): CommandItem => ({
    id,
    label: title === '' ? t('app.untitled') : title,
    icon: MessageSquare,
    onSelect: () =>
      closeAnd(() => {
        showConversation(id);
        focusComposer();
      }),
  }));
  const commands = shortcuts
    // The palette itself is where one already is.
    .filter(([id]) => id !== 'conversation.search')
    .map(([id, accelerator]): CommandItem => ({
      id,
      label: commandLabels[language][id],
      accelerator: accelerator === '' ? undefined : accelerator,
      careful: id === 'conversation.trash',
      onSelect: () => closeAnd(() => runCommand(id)),
    }));
  return (
    <CommandList
      label={t('command.palette')}
      empty={t('command.nothing')}
      together
      groups={[
        {
          heading: t('command.conversations'),
          items: conversations,
          atFirst: RECENT_CONVERSATIONS,
        },
        { heading: t('command.commands'), items: commands },
      ]}
    />
  );
}

function close(): void {
  changeView({ dialog: null });
}

/** The dialog gives the focus back first; then what was chosen may take it. */
function closeAnd(act: () => void): void {
  close();
  requestAnimationFrame(act);
}
