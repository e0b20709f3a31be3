import type { CommandId } from '#shared/command/command.ts';
import type { PageName } from '#shared/contract.ts';
import type { ConversationId } from '#shared/id.ts';
import type { Language, QuickPromptPlace, Settings } from '#shared/settings.ts';
import { createMainWindow } from './main-window.ts';
import type { PageTroubleOptions } from './page-trouble.ts';
import type { SavedWindow } from './bounds.ts';
import { createQuickPrompt } from './quick-prompt/window.ts';
import type { QuickPrompt } from './quick-prompt/window.ts';

export interface WindowsOptions {
  readonly preload: string;
  readonly icon: string;
  readonly settings: () => Settings;
  readonly language: () => Language;
  readonly saveWindow: (saved: SavedWindow) => void;
  readonly saveQuickPromptPlace: (display: string, place: QuickPromptPlace) => void;
  readonly pageTrouble: PageTroubleOptions;
  /** A window was closed or hidden. */
  readonly onClosed: () => void;
}

/** The app's windows, and which of them a start is for. */
export interface Windows {
  /** What the app begins with, and what a further start brings. Never both windows at once; `hidden` shows none. */
  readonly start: (target: 'main' | 'quick-prompt' | 'hidden') => void;
  readonly showMain: () => void;
  /** Brings the main window, whose commands they are. By a key that the quick prompt has the focus for, it does nothing. */
  readonly invoke: (command: CommandId, byKey?: boolean) => void;
  readonly showConversation: (conversationId: ConversationId) => void;
  readonly quickPrompt: QuickPrompt;
  /** Whether one is open, or the app was started for the quick prompt alone and waits for its key. */
  readonly areWanted: () => boolean;
  /** Whether a person can see the window of this page. */
  readonly isSeen: (page: PageName) => boolean;
}

/** So long the main window has the computer for itself before the quick prompt is made ready, in milliseconds. */
const PREPARE_AFTER_MS = 2000;

export function createWindows(options: WindowsOptions): Windows {
  const { settings, ...rest } = options;
  const main = createMainWindow({ ...rest, savedWindow: () => settings().window });
  const quickPrompt = createQuickPrompt({
    ...rest,
    settings: () => settings().quickPrompt,
    savePlace: options.saveQuickPromptPlace,
    onHidden: options.onClosed,
  });
  let hasShownMain = false;
  let isPreparing = false;

  function showMain(): void {
    hasShownMain = true;
    main.show();
    if (isPreparing) return;
    isPreparing = true;
    setTimeout(quickPrompt.prepare, PREPARE_AFTER_MS).unref();
  }

  function invoke(command: CommandId, byKey = false): void {
    if (command === 'quick-prompt.toggle') {
      quickPrompt.toggle();
      return;
    }
    // On macOS the menu is the app's, and its keys arrive whatever window they were pressed in.
    if (byKey && quickPrompt.hasFocus()) return;
    showMain();
    main.tell({ type: 'command-invoked', command });
  }

  function showConversation(conversationId: ConversationId): void {
    quickPrompt.handOver();
    showMain();
    main.tell({ type: 'conversation-shown', conversationId });
  }

  function start(target: 'main' | 'quick-prompt' | 'hidden'): void {
    switch (target) {
      case 'main':
        return showMain();
      case 'quick-prompt':
        return quickPrompt.toggle();
      case 'hidden':
        return quickPrompt.prepare();
    }
  }

  function isSeen(page: PageName): boolean {
    if (page === 'quick-prompt') return quickPrompt.isShown();
    const window = main.current();
    if (window === null || window.isMinimized() || !window.isVisible()) return false;
    // Elsewhere a page knows by itself that its window is covered.
    return process.platform !== 'linux' || window.isFocused();
  }

  return {
    start,
    isSeen,
    showMain,
    invoke,
    showConversation,
    quickPrompt,
    areWanted: () => main.current() !== null || quickPrompt.isShown() || !hasShownMain,
  };
}
