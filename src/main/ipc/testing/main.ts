import type {
  AppEvent,
  ProcedureInput,
  ProcedureName,
  ProcedureOutput,
  Procedures,
} from '#shared/contract.ts';
import type { HandlersOf } from '#shared/procedure.ts';
import type { Failure } from '#shared/failure.ts';
import { createConversations } from '../../conversation/conversations.ts';
import { createGenerations } from '../../generation/generations.ts';
import { createMessageQueue } from '../../generation/queue/queue.ts';
import type { MessageQueue } from '../../generation/queue/queue.ts';
import { createLazyHttp } from '../../net/lazy-http.ts';
import { systemClock } from '../../provider/call/clock.ts';
import { createProviders } from '../../provider/providers.ts';
import { createConversationFiles } from '../../storage/conversation/documents.ts';
import { createCredentialFile } from '../../storage/credentials.ts';
import { createReplyJournal } from '../../storage/conversation/journal.ts';
import { createSettingsFile } from '../../storage/settings.ts';
import { patchedNetwork } from '../../shell/network/patch.ts';
import type { ConfirmTrust } from '../../shell/trust/confirm.ts';
import type { TrustQuestion } from '../../shell/trust/question.ts';
import { handleCall } from '../call.ts';
import { createHandlers } from '../handlers.ts';
import type { Services } from '../handlers.ts';
import { createTrashDays } from '../../storage/trash-days.ts';
import { createUnsent } from '../../storage/unsent/unsent.ts';
import { testFolder } from '../../storage/testing/folder.ts';

const ORIGIN = 'app://parley';

/** The whole main process without Electron, as a window sees it. `agrees`: what the person says to every question of trust. */
export function startMain({ agrees = false } = {}) {
  const directory = testFolder();
  const asked: TrustQuestion[] = [];
  const events: AppEvent[] = [];
  const shown: string[] = [];
  const clock = systemClock;
  const broadcast = (event: AppEvent): void => {
    // As it crosses: what does not survive cloning would not arrive.
    events.push(structuredClone(event));
  };
  const settings = createSettingsFile({ directory });
  const credentials = createCredentialFile({ directory, cipher: reversingCipher });
  const http = createLazyHttp();
  const confirmTrust: ConfirmTrust = async (question) => {
    asked.push(question);
    return agrees;
  };
  const providers = createProviders({
    settings,
    credentials,
    http,
    clock,
    broadcast,
    confirm: confirmTrust,
  });
  const conversations = createConversations({
    files: createConversationFiles({ directory, clock: clock.now }),
    journal: createReplyJournal({ directory }),
    trashDays: createTrashDays({ directory }),
    broadcast,
    clock: clock.now,
  });
  const unsent = createUnsent({ directory, report: () => undefined });
  const generations = createGenerations({
    conversations,
    providers,
    clock,
    settings,
    onEnded: (id, terminal) => queue.answerEnded(id, terminal),
  });
  const queue: MessageQueue = createMessageQueue({
    conversations,
    send: generations.send,
    store: unsent.queues,
    broadcast,
    report: () => undefined,
  });
  const handlers = createHandlers({
    conversations,
    generations,
    providers,
    confirmTrust,
    settings: {
      read: settings.read,
      change: ({ network, ...patch }) =>
        settings.change({
          ...(patch as object),
          ...(network && { network: patchedNetwork(settings.read().network, network) }),
        }),
    },
    search: { find: () => Promise.resolve({ hits: [], hasMore: false, superseded: false }) },
    queue,
    drafts: unsent.drafts,
    handOver: { received: (handOverId) => shown.push(handOverId) },
    storageFailure: conversations.storageFailure,
    network: {
      proxyPassword: () => credentials.status('_proxy', ['proxy']),
      writeProxyPassword: async (password) =>
        password === null
          ? credentials.remove('_proxy')
          : credentials.write('_proxy', password, { audience: ['proxy'], hint: false }),
      chooseCaFile: async () => null,
      inspectCertificate: http.inspectCertificate,
    },
    ...surroundings(shown),
    now: clock.now,
  });
  return { ...callersOf(handlers), events, shown, asked, settings, generations, conversations };
}

/** As a window of the app calls. */
function callersOf(handlers: HandlersOf<Procedures>) {
  const context = { handlers, isWindow: () => true, origin: ORIGIN, report: () => undefined };
  const sender = { sender: { id: 1 }, senderFrame: { origin: ORIGIN, parent: null } };

  async function call<Name extends ProcedureName>(
    name: Name,
    input: ProcedureInput<Name>,
  ): Promise<ProcedureOutput<Name>> {
    const reply = await handleCall(context, sender, name, input);
    if (!reply.ok) throw new Error(reply.failure.message);
    return structuredClone(reply.value) as ProcedureOutput<Name>;
  }

  async function refusal(name: ProcedureName, input: unknown): Promise<Failure | null> {
    const reply = await handleCall(context, sender, name, input);
    return reply.ok ? null : reply.failure;
  }

  return { call, refusal };
}

/** What the handlers need of the system around the app; `shown` has what they asked of it. */
function surroundings(
  shown: string[],
): Pick<Services, 'system' | 'windows' | 'desktop' | 'updates' | 'exporter' | 'importer'> {
  return {
    updates: {
      view: () => ({
        state: { phase: 'off' },
        checkedAt: null,
        host: null,
        pages: { releases: null, faults: null },
      }),
      check: async () => void shown.push('check'),
      download: async () => void shown.push('download'),
      cancel: () => shown.push('cancel'),
      restart: () => shown.push('restart'),
    },
    exporter: { export: () => Promise.resolve(null), lastPath: () => null },
    importer: {
      survey: () => Promise.resolve(null),
      run: () => Promise.reject(new Error('nothing was surveyed')),
      cancel: () => undefined,
      undo: () => 0,
    },
    system: {
      openLink: async () => undefined,
      readClipboard: async () => 'from the clipboard',
      writeClipboard: async () => undefined,
      readLicences: async () => 'licences',
      copyReport: async () => ({ count: 0 }),
      showFile: (name) => shown.push(name),
      showPath: (path) => void shown.push(path),
      environment: {
        platform: 'linux',
        systemLanguage: 'en',
        appVersion: '0',
        dataFolder: '/data',
        sandboxed: true,
      },
    },
    windows: {
      invoke: (command) => shown.push(command),
      showConversation: (id) => shown.push(id),
      quickPrompt: {
        hide: () => shown.push('hide'),
        hold: (by, active) => shown.push(`${by} ${active}`),
        resize: (height) => shown.push(`height ${height}`),
      },
    },
    desktop: {
      state: () => ({
        shortcut: { accelerator: '', status: 'off', arrived: false },
        tray: 'unavailable',
        startsAtLogin: 'off',
        notificationsRefused: false,
        toggleCommand: 'parley --toggle-quick',
        desktop: null,
      }),
      changeLogin: (startsAtLogin) => shown.push(`login ${startsAtLogin}`),
      shortcut: {
        record: (active) => shown.push(`record ${active}`),
        verify: (active) => shown.push(`verify ${active}`),
      },
      viewReported: (page, id) => shown.push(`${page} shows ${id}`),
    },
  };
}

const reversingCipher = {
  protects: () => true,
  isAvailable: async () => true,
  encrypt: async (text: string) => new TextEncoder().encode(text).toReversed(),
  decrypt: async (bytes: Uint8Array) => ({
    text: new TextDecoder().decode(bytes.toReversed()),
    shouldReEncrypt: false,
  }),
};
