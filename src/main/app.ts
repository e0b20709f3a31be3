import { fileURLToPath } from 'node:url';
import { app, session, shell } from 'electron';
import type { AppEvent } from '#shared/contract.ts';
import { createConversations } from './conversation/conversations.ts';
import { createLibraryServices } from './conversation/library-services.ts';
import { createGenerations } from './generation/generations.ts';
import { createMessageQueue } from './generation/queue/queue.ts';
import type { MessageQueue } from './generation/queue/queue.ts';
import { createBroadcast } from './ipc/broadcast.ts';
import { createEvents } from './ipc/events.ts';
import { createHandOver } from './ipc/hand-over.ts';
import { createHandlers } from './ipc/handlers.ts';
import { startRouter } from './ipc/router.ts';
import { systemClock as clock } from './provider/call/clock.ts';
import { localAddresses } from './provider/local-servers/local-servers.ts';
import { flushAtEnd, prepareEnd, saveAtOnce } from './end.ts';
import { createProviders } from './provider/providers.ts';
import { createDesktop } from './shell/desktop.ts';
import { askAboutPage, chooseImport, exportDialogs } from './shell/dialogs.ts';
import type { Graphics } from './shell/start/graphics.ts';
import { followLifecycle } from './shell/start/lifecycle.ts';
import { followProcesses } from './shell/start/processes.ts';
import { hearFurtherStart } from './shell/start/single-instance.ts';
import type { Log } from './shell/log.ts';
import { showMenu } from './shell/menu/menu.ts';
import { networkSystem } from './shell/network/system.ts';
import { createNetwork } from './shell/network/network.ts';
import { createPreferences } from './shell/preferences.ts';
import type { Preferences } from './shell/preferences.ts';
import type { LaunchTarget } from './shell/start/arguments.ts';
import { createAppUpdates } from './shell/update/update.ts';
import { createSystem } from './shell/system.ts';
import { createTrust } from './shell/trust/trust.ts';
import { createConversationFiles } from './storage/conversation/documents.ts';
import { createModelListFile } from './storage/model-lists.ts';
import { openDataFolder } from './storage/data-folder.ts';
import type { DataFolder } from './storage/data-folder.ts';
import type { FileProblem } from './storage/files/document-file.ts';
import { createReplyJournal } from './storage/conversation/journal.ts';
import { createTrashDays } from './storage/trash-days.ts';
import { createSettingsFile } from './storage/settings.ts';
import { createStorageHealth } from './storage/health.ts';
import { createUnsent } from './storage/unsent/unsent.ts';
import { APP_ORIGIN } from './window/app-origin.ts';
import { applyTheme } from './window/appearance.ts';
import { serveApp } from './window/app-protocol.ts';
import { denyPermissions, openWindows } from './window/window.ts';
import { createWindows } from './window/windows.ts';
import type { Windows } from './window/windows.ts';

/** Beside the built main file: `out/preload`, `out/renderer`, and `resources` above. */
const files = {
  preload: new URL('../preload/index.cjs', import.meta.url),
  renderer: new URL('../renderer', import.meta.url),
  icon: new URL('../../resources/icon/512x512.png', import.meta.url),
  resources: new URL('../../resources', import.meta.url),
  searchWorker: new URL('search-worker.js', import.meta.url),
  importWorker: new URL('import-worker.js', import.meta.url),
};

/** How often a long session looks for what has been in the trash for long enough. */
const TRASH_INTERVAL_MS = 60 * 60 * 1000;

export interface Start {
  readonly log: Log;
  readonly graphics: Graphics;
  /** The window that the app was started for. */
  readonly target: LaunchTarget;
}

/** Constructs everything and connects it. Call once, when Electron is ready; throws `storage-failed`. */
export function createApp({ log, graphics, target }: Start): void {
  const directory = app.getPath('userData');
  const folder = openDataFolder(directory);
  const events = createEvents((error) => log.write('event', error));
  events.follow(createBroadcast(openWindows));
  const system = createSystem(directory, log);

  const problems: FileProblem[] = [];
  const preferences = createPreferences({
    file: createSettingsFile({ ...folder, report: (problem) => void problems.push(problem) }),
    systemLanguage: system.environment.systemLanguage,
    broadcast: events.tell,
    report: (error) => log.write('settings', error),
  });
  applyTheme(preferences.read().theme);
  const windows = createAppWindows(preferences, log, () => lifecycle.windowClosed());
  const showMenus = (): void => showMenusOf(preferences, windows, directory);

  // The window first: its process starts while the library is read, and its calls are answered after that.
  denyPermissions(session.defaultSession);
  serveApp(fileURLToPath(files.renderer));
  showMenus();
  windows.start(target);

  const services = createServices({
    folder,
    preferences,
    broadcast: events.tell,
    log,
    problems,
  });
  const handOver = createHandOver({ pages: () => openWindows().length, tell: events.tell });
  const { conversations, generations, providers, network } = services;
  const desktop = createDesktop({
    resources: fileURLToPath(files.resources),
    settings: preferences.read,
    language: preferences.language,
    summaries: conversations.summaries,
    windows: { ...windows, toggleQuickPrompt: windows.quickPrompt.toggle },
    stop: generations.abort,
    broadcast: events.tell,
    keepTrayHint: preferences.keepTrayHint,
    onWake: network.http.wake,
    report: (error) => log.write('desktop', error),
  });
  events.follow(desktop.follow);
  events.follow(services.search.follow);
  preferences.follow((settings, before) => {
    applyTheme(settings.theme);
    network.follow(before.network, settings.network);
    if (settings.quickPrompt !== before.quickPrompt) windows.quickPrompt.followSettings();
    if (settings.language !== before.language || settings.shortcuts !== before.shortcuts)
      showMenus();
    desktop.settingsChanged(settings, before);
  });
  startRouter({
    handlers: createHandlers({ ...services, system, windows, desktop, handOver }),
    isWindow: (id) => openWindows().some(({ webContents }) => webContents.id === id),
    origin: APP_ORIGIN,
    report: (error) => log.write('call', error),
  });
  followProcesses({ log, graphics, language: preferences.language });
  setInterval(services.conversations.emptyTrash, TRASH_INTERVAL_MS).unref();

  // Servers of this computer are started and stopped while another window is used.
  app.on('browser-window-focus', () => void providers.searchLocal());
  const lifecycle = followLifecycle({
    showWindow: windows.showMain,
    startedAgain: (start) => windows.start(hearFurtherStart(directory, start)),
    sessionEnds: () => saveAtOnce(services, log),
    hasWindow: windows.areWanted,
    goesOnWithout: desktop.goesOnInTray,
    letGo: windows.quickPrompt.letGo,
    whenIdle: generations.whenIdle,
    prepareQuit: () => prepareEnd(services, preferences, handOver),
    end: services.updates.end,
    flushAtEnd: () => {
      flushAtEnd(services.unsent, log);
      folder.release();
    },
    report: (error) => log.write('quit', error),
  });
}

function createAppWindows(preferences: Preferences, log: Log, onClosed: () => void): Windows {
  const { language } = preferences;
  return createWindows({
    preload: fileURLToPath(files.preload),
    icon: fileURLToPath(files.icon),
    settings: preferences.read,
    language,
    saveWindow: preferences.keepWindow,
    saveQuickPromptPlace: preferences.keepQuickPromptPlace,
    pageTrouble: {
      onCrash: (reason) => log.write('page', reason),
      ask: (window, trouble, signal) => askAboutPage(language(), window, trouble, signal),
      now: () => performance.now(),
    },
    onClosed,
  });
}

function showMenusOf({ language, read }: Preferences, windows: Windows, directory: string): void {
  showMenu({
    language: language(),
    platform: process.platform,
    developer: !app.isPackaged,
    shortcuts: read().shortcuts.commands,
    invoke: windows.invoke,
    showDataFolder: () => void shell.openPath(directory),
  });
  windows.quickPrompt.dropMenu();
}

interface ServicesOptions {
  readonly folder: DataFolder;
  readonly preferences: Preferences;
  readonly broadcast: (event: AppEvent) => void;
  readonly log: Log;
  /** What is wrong with files of the data folder; more may be added. */
  readonly problems: FileProblem[];
}

/** What needs no window: it reads the library, and knows how to get answers. */
function createServices({ folder, preferences, broadcast, log, problems }: ServicesOptions) {
  const { directory } = folder;
  const onStatusChange = (): void => providers.announce();
  const trust = createTrust({ ...folder, preferences, problems, onStatusChange });
  const { credentials, confirmTrust } = trust;
  const { health, unsent } = createUnsentServices({ folder, broadcast, log });
  const network = createNetwork({ credentials, settings: preferences, log, system: networkSystem });
  const updates = createAppUpdates({ ...folder, network, preferences, broadcast, log });
  const providers = createProviders({
    settings: preferences,
    credentials,
    http: network.http,
    clock,
    broadcast,
    confirm: confirmTrust,
    modelListFile: createModelListFile(directory, folder),
    localAddresses: localAddresses(process.env),
    appVersion: app.getVersion(),
  });
  const conversations = createConversations({
    files: createConversationFiles({ ...folder, clock: clock.now }),
    journal: createReplyJournal(folder),
    broadcast: (event) => {
      if (event.type === 'storage-changed') health.report('conversations', event.failure);
      else broadcast(event);
    },
    trashDays: createTrashDays(folder),
    problems,
    report: (error) => log.write('library', error),
    clock: clock.now,
  });
  const generations = createGenerations({
    conversations,
    providers,
    clock,
    settings: preferences,
    onWait: (waiting) => broadcast({ type: 'answer-waiting', ...waiting }),
    onEnded: (conversationId, terminal) => queue.answerEnded(conversationId, terminal),
    report: (error) => log.write('answer', error),
  });
  const queue: MessageQueue = createMessageQueue({
    conversations,
    send: generations.send,
    store: unsent.queues,
    broadcast,
    report: (error) => log.write('queue', error),
  });
  return {
    conversations,
    ...createLibraryServices({
      directory,
      conversations,
      preferences,
      broadcast,
      workers: files,
      appVersion: app.getVersion(),
      dialogs: { ...exportDialogs, chooseImport },
      now: clock.now,
    }),
    generations,
    providers,
    network,
    updates,
    confirmTrust,
    queue,
    unsent,
    drafts: unsent.drafts,
    storageFailure: () => conversations.storageFailure() ?? health.failure(),
    settings: preferences,
    now: clock.now,
  };
}

/** What was written and not sent, and whether all that is kept can be saved. */
function createUnsentServices({
  folder,
  broadcast,
  log,
}: Pick<ServicesOptions, 'folder' | 'broadcast' | 'log'>) {
  const health = createStorageHealth((failure) => broadcast({ type: 'storage-changed', failure }));
  const unsent = createUnsent({
    ...folder,
    report: (file, failure) => {
      if (failure !== null) log.write(file, failure.message);
      health.report(file, failure);
    },
  });
  return { health, unsent };
}
