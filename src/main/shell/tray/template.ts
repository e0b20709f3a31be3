import type { MenuItemConstructorOptions } from 'electron';
import { commandLabels } from '#shared/command/label.ts';
import type { ConversationSummary } from '#shared/conversation/conversation.ts';
import type { ConversationId } from '#shared/id.ts';
import type { Language } from '#shared/settings.ts';
import type { RunningAnswer } from '../presence/activity.ts';
import { trayText } from '../presence/text.ts';

export interface TrayState {
  readonly language: Language;
  readonly summaries: readonly ConversationSummary[];
  readonly running: readonly RunningAnswer[];
  /** Where it really opens the quick prompt; `''` otherwise. */
  readonly accelerator: string;
}

export interface TrayDoings {
  readonly toggleQuickPrompt: () => void;
  readonly openMain: () => void;
  readonly showConversation: (conversationId: ConversationId) => void;
  readonly stop: (answer: RunningAnswer) => void;
  readonly quit: () => void;
}

type Item = MenuItemConstructorOptions;

const MOST_RECENT = 5;
/** A line of a menu is read at a glance. */
const LONGEST_TITLE = 48;
const separator: Item = { type: 'separator' };

/** The tray's menu, wholly from the state. */
export function trayTemplate(state: TrayState, doings: TrayDoings): Item[] {
  const text = trayText[state.language];
  return [
    {
      id: 'quick-prompt.toggle',
      label: commandLabels[state.language]['quick-prompt.toggle'],
      // Shown, not taken: the key is the global shortcut's.
      ...(state.accelerator !== '' && {
        accelerator: state.accelerator,
        registerAccelerator: false,
      }),
      click: doings.toggleQuickPrompt,
    },
    { id: 'window.open', label: text.open, click: doings.openMain },
    ...runningItems(state, doings),
    ...recentItems(state, doings),
    separator,
    { id: 'app.quit', label: text.quit, click: doings.quit },
  ];
}

/** What the icon says when the pointer rests on it. */
export function trayTip({ running, language }: TrayState): string {
  return running.length === 0 ? 'Parley' : `Parley – ${trayText[language].running(running.length)}`;
}

function runningItems(state: TrayState, { stop }: TrayDoings): Item[] {
  const { running, language, summaries } = state;
  if (running.length === 0) return [];
  const text = trayText[language];
  const titles = new Map(summaries.map(({ id, title }) => [id, title]));
  return [
    separator,
    { id: 'running', label: text.running(running.length), enabled: false },
    ...running.map((answer) => ({
      id: `stop:${answer.messageId}`,
      label: text.stop(titleIn(language, titles.get(answer.conversationId))),
      click: () => stop(answer),
    })),
    ...(running.length > 1
      ? [{ id: 'stop-all', label: text.stopAll, click: () => running.forEach(stop) }]
      : []),
  ];
}

function recentItems(state: TrayState, { showConversation }: TrayDoings): Item[] {
  const recent = state.summaries
    .filter(({ trashedAt }) => trashedAt === null)
    .toSorted((one, other) => other.updatedAt - one.updatedAt)
    .slice(0, MOST_RECENT);
  if (recent.length === 0) return [];
  return [
    separator,
    { id: 'recent', label: trayText[state.language].recent, enabled: false },
    ...recent.map(({ id, title }) => ({
      id: `show:${id}`,
      label: titleIn(state.language, title),
      click: () => showConversation(id),
    })),
  ];
}

/** One line, whole characters, and no `&`: menus take it for the mark of an access key. */
function titleIn(language: Language, title = ''): string {
  const line = title.replaceAll(/\s+/g, ' ').trim();
  const characters = Array.from(line);
  const short =
    characters.length > LONGEST_TITLE
      ? `${characters.slice(0, LONGEST_TITLE - 1).join('')}…`
      : line;
  return short === '' ? trayText[language].untitled : short.replaceAll('&', '&&');
}
