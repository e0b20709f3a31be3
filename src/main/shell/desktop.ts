import { app, globalShortcut, nativeTheme, powerMonitor } from 'electron';
import type { AppEvent, PageName } from '#shared/contract.ts';
import type { ConversationSummary } from '#shared/conversation/conversation.ts';
import { suggestedShortcut } from '#shared/desktop/desktop.ts';
import type { DesktopState } from '#shared/desktop/desktop.ts';
import type { ConversationId } from '#shared/id.ts';
import type { Language, Settings } from '#shared/settings.ts';
import { shellWords } from '#shared/desktop/shell-words.ts';
import type { RunningAnswer } from './presence/activity.ts';
import { createGlobalShortcut } from './shortcut/global-shortcut.ts';
import type { QuickPromptShortcut, ShortcutRoute } from './shortcut/global-shortcut.ts';
import { desktopOf, hasTray, shortcutRoute } from './linux/desktop.ts';
import { createLoginItem } from './start/login.ts';
import { createNotifications } from './presence/notifications.ts';
import type { Notifications } from './presence/notifications.ts';
import { createPresence } from './presence/presence.ts';
import type { Presence } from './presence/presence.ts';
import { startWords } from './start/launch-target.ts';
import { supportedPlatform } from './system.ts';
import { createTray } from './tray/tray.ts';
import type { TrayIcon } from './tray/tray.ts';
import { trayText } from './presence/text.ts';

export interface DesktopOptions {
  /** The folder of the icons. */
  readonly resources: string;
  readonly settings: () => Settings;
  readonly language: () => Language;
  readonly summaries: () => readonly ConversationSummary[];
  readonly windows: {
    readonly toggleQuickPrompt: () => void;
    readonly showMain: () => void;
    readonly showConversation: (conversationId: ConversationId) => void;
    readonly isSeen: (page: PageName) => boolean;
  };
  readonly stop: (answer: RunningAnswer) => void;
  readonly broadcast: (event: AppEvent) => void;
  readonly keepTrayHint: () => void;
  /** The computer slept: what was arriving may never come. */
  readonly onWake: () => void;
  readonly report: (error: unknown) => void;
}

/** What Parley is on the desktop outside its windows: tray, global shortcut, start at login, notifications, badge. */
export interface Desktop {
  readonly state: () => DesktopState;
  /** To be told everything that the windows are told. */
  readonly follow: (event: AppEvent) => void;
  readonly settingsChanged: (settings: Settings, before: Settings) => void;
  /** Whether the app goes on without a window, where it can be found; the first time, it says so. */
  readonly goesOnInTray: () => boolean;
  readonly viewReported: Presence['viewReported'];
  readonly changeLogin: (startsAtLogin: boolean) => void;
  readonly shortcut: Pick<QuickPromptShortcut, 'record' | 'verify'>;
}

export function createDesktop(options: DesktopOptions): Desktop {
  const { settings, windows } = options;
  const login = createLoginItem(startWords());
  const fixed = fixedState();
  const notifications = openNotifications(options, changed);
  const refresh = (): void => tray?.refresh();
  const presence = createPresence({ ...options, ...windows, notifications, onChange: refresh });
  const shortcut = createGlobalShortcut({
    system: globalShortcut,
    onPress: windows.toggleQuickPrompt,
    onChange: changed,
    report: options.report,
  });
  let hasTrayBar = false;
  let route: ShortcutRoute = 'none';
  let tray: TrayIcon | null = null;

  function state(): DesktopState {
    return {
      ...fixed,
      shortcut: shortcut.state(),
      tray: hasTrayBar ? (tray === null ? 'hidden' : 'shown') : 'unavailable',
      startsAtLogin: login.state(),
      notificationsRefused: notifications.areRefused(),
    };
  }

  function changed(): void {
    refresh();
    options.broadcast({ type: 'desktop-changed', desktop: state() });
  }

  function followShortcut(): void {
    const wanted = settings().shortcuts.quickPrompt ?? suggestedShortcut(supportedPlatform());
    shortcut.use(wanted, route);
  }

  /** Also where no tray is known of: an old one may show the icon all the same. */
  function followTray(): void {
    if (settings().tray.shown) {
      tray ??= openTray(options, () => ({
        language: options.language(),
        summaries: options.summaries(),
        running: presence.running(),
        accelerator: workingAccelerator(shortcut.state()),
      }));
    } else {
      tray?.end();
      tray = null;
    }
  }

  surroundings()
    .then((found) => {
      ({ hasTrayBar, route } = found);
      followTray();
      followShortcut();
      return undefined;
    })
    .catch(options.report);
  powerMonitor.on('resume', options.onWake);

  return {
    state,
    follow: (event) => {
      presence.follow(event);
      if (event.type === 'summary-changed' || event.type === 'summary-removed') refresh();
    },
    settingsChanged: (now, before) => {
      if (now.tray.shown !== before.tray.shown) followTray();
      if (now.shortcuts.quickPrompt !== before.shortcuts.quickPrompt) followShortcut();
      else changed();
    },
    goesOnInTray: () => {
      const goesOn = hasTrayBar && tray !== null && settings().tray.closeToTray;
      if (goesOn) tellAboutTray(options, notifications);
      return goesOn;
    },
    viewReported: presence.viewReported,
    changeLogin: (startsAtLogin) => {
      login.set(startsAtLogin);
      changed();
    },
    shortcut,
  };
}

/** What stays the same as long as the app runs. */
function fixedState(): Pick<DesktopState, 'toggleCommand' | 'desktop'> {
  return {
    toggleCommand: shellWords([...startWords(), '--toggle-quick']),
    desktop: process.platform === 'linux' ? desktopOf(process.env) : null,
  };
}

function openNotifications(
  { resources, report }: DesktopOptions,
  changed: () => void,
): Notifications {
  return createNotifications({
    icon: `${resources}/icon/256x256.png`,
    onRefusal: (reason) => {
      report(`A notification was refused: ${reason}`);
      changed();
    },
    onAcceptance: changed,
  });
}

function tellAboutTray(options: DesktopOptions, notifications: Notifications): void {
  if (options.settings().tray.hintGiven) return;
  options.keepTrayHint();
  const { goesOn: title, goesOnDetail: body } = trayText[options.language()];
  notifications.show({ title, body, onClick: options.windows.showMain });
}

async function surroundings(): Promise<{ hasTrayBar: boolean; route: ShortcutRoute }> {
  if (process.platform !== 'linux') return { hasTrayBar: true, route: 'direct' };
  const [hasTrayBar, route] = await Promise.all([hasTray(process.env), shortcutRoute(process.env)]);
  return { hasTrayBar, route };
}

function openTray(
  { resources, settings, windows, stop }: DesktopOptions,
  state: Parameters<typeof createTray>[0]['state'],
): TrayIcon {
  return createTray({
    folder: `${resources}/tray`,
    state,
    click: () => settings().tray.click,
    isBarDark: () => isBarDark(settings().theme),
    doings: {
      toggleQuickPrompt: windows.toggleQuickPrompt,
      openMain: windows.showMain,
      showConversation: windows.showConversation,
      stop,
      quit: () => app.quit(),
    },
  });
}

/** As a menu may show it: only where a press really comes here. */
function workingAccelerator({ accelerator, status, arrived }: DesktopState['shortcut']): string {
  return status === 'registered' || (status === 'requested' && arrived) ? accelerator : '';
}

/** Of the Linux desktops only KDE's bar follows the colours of its windows; the others are dark. */
function isBarDark(theme: Settings['theme']): boolean {
  if (process.platform !== 'linux') return nativeTheme.shouldUseDarkColorsForSystemIntegratedUI;
  const isAsked = desktopOf(process.env) === 'kde' && theme === 'system';
  return isAsked ? nativeTheme.shouldUseDarkColors : true;
}
