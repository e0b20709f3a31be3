import { deepestLeaf } from '#shared/conversation/branch.ts';
import type { CommandId } from '#shared/command/command.ts';
import type { AppSnapshot, Procedures, ProcedureInput } from '#shared/contract.ts';
import { FailureError } from '#shared/failure.ts';
import type { ConversationId } from '#shared/id.ts';
import type { HandlersOf, ParsedInputOf } from '#shared/procedure.ts';
import type { Settings, SettingsPatch } from '#shared/settings.ts';
import type { Conversations } from '../conversation/conversations.ts';
import type { Exporter } from '../conversation/export/exporter.ts';
import type { Importer } from '../conversation/import/importer.ts';
import type { Search } from '../conversation/search/search.ts';
import type { Generations } from '../generation/generations.ts';
import { catalog } from '../provider/catalog/catalog.ts';
import type { Providers } from '../provider/providers.ts';
import { changeAsAgreed } from '../shell/network/change.ts';
import type { Network } from '../shell/network/network.ts';
import type { MessageQueue } from '../generation/queue/queue.ts';
import type { Failure } from '#shared/failure.ts';
import type { DraftFile } from '../storage/unsent/drafts.ts';
import type { HandOver } from './hand-over.ts';
import type { Updates } from '../update/updates.ts';
import type { ConfirmTrust } from '../shell/trust/confirm.ts';
import type { Desktop } from '../shell/desktop.ts';
import type { QuickPrompt } from '../window/quick-prompt/window.ts';

/** What the handlers need of the system around the app. */
export interface System {
  readonly openLink: (url: string) => Promise<void>;
  readonly readClipboard: () => Promise<string>;
  readonly writeClipboard: (copy: ProcedureInput<'clipboard.write'>) => Promise<void>;
  /** Puts the report of what went wrong lately into the clipboard. */
  readonly copyReport: () => Promise<{ readonly count: number }>;
  /** Shows a file of the data folder in the system's file manager; `.` is the folder itself. */
  readonly showFile: (name: string) => void;
  /** Shows a file that main itself has written elsewhere. */
  readonly showPath: (path: string) => void;
  readonly readLicences: () => Promise<string>;
  readonly environment: Pick<
    AppSnapshot,
    'platform' | 'systemLanguage' | 'appVersion' | 'dataFolder' | 'sandboxed'
  >;
}

/** What a page may do with the windows of the app. */
export interface Windows {
  readonly invoke: (command: CommandId) => void;
  readonly showConversation: (conversationId: ConversationId) => void;
  readonly quickPrompt: Pick<QuickPrompt, 'hide' | 'hold' | 'resize'>;
}

export interface Services {
  readonly conversations: Conversations;
  readonly search: Pick<Search, 'find'>;
  readonly exporter: Exporter;
  readonly importer: Importer;
  readonly generations: Generations;
  readonly providers: Providers;
  readonly settings: {
    readonly read: () => Settings;
    readonly change: (patch: SettingsPatch) => Settings;
  };
  readonly queue: MessageQueue;
  readonly drafts: Pick<DraftFile, 'read' | 'write' | 'files'>;
  readonly handOver: Pick<HandOver, 'received'>;
  /** Why not everything can be saved at present. */
  readonly storageFailure: () => Failure | null;
  /** For what a page may not do alone. */
  readonly confirmTrust: ConfirmTrust;
  readonly system: System;
  readonly network: Pick<
    Network,
    'proxyPassword' | 'writeProxyPassword' | 'chooseCaFile' | 'inspectCertificate'
  >;
  readonly windows: Windows;
  readonly updates: Pick<Updates, 'view' | 'check' | 'download' | 'cancel' | 'restart'>;
  readonly desktop: Pick<Desktop, 'state' | 'changeLogin' | 'shortcut' | 'viewReported'>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** One line a procedure: which service does it. */
export function createHandlers(services: Services): HandlersOf<Procedures> {
  const { conversations, generations, providers, settings, system, network, windows, desktop } =
    services;
  const { queue, drafts } = services;
  const conversation = conversationHandlers(services);
  return {
    'app.open': () => snapshot(services),

    'conversation.create': ({ model }) =>
      conversations.create({ model: model ?? settings.read().model }),
    'conversation.open': ({ conversationId }) => conversations.open(conversationId),
    'conversation.search': ({ text, limit }) => services.search.find(text, limit),
    'conversation.export': ({ conversationIds, format }) =>
      services.exporter.export(conversationIds, format),
    'import.survey': () => services.importer.survey(),
    'import.run': ({ importId }) => services.importer.run(importId),
    'import.cancel': () => services.importer.cancel(),
    'import.undo': () => services.importer.undo(),
    'export.show': () => {
      const path = services.exporter.lastPath();
      if (path !== null) system.showPath(path);
    },
    'conversation.rename': conversation.rename,
    'conversation.configure': conversation.configure,
    'conversation.pin': conversation.pin,
    'conversation.trash': conversation.trash,
    'conversation.select-branch': conversation.selectBranch,

    'message.send': (input) => generations.send(input),
    'message.regenerate': (input) => generations.regenerate(input),
    'message.continue': (input) => generations.resume(input),
    'generation.abort': (input) => generations.abort(input),

    'provider.save': (input) => providers.save(input),
    'provider.remove': ({ providerId }) => providers.remove(providerId),
    'provider.keep-credential': (input) => providers.keepCredential(input),
    'provider.test': ({ providerId }) => providers.test(providerId),
    'provider.login': ({ providerId }) => providers.login(providerId),
    'provider.list-models': ({ providerId, refresh }) =>
      providers.listModels(providerId, { refresh }),

    'provider.diagnose': (input) => providers.diagnose(input),
    'provider.search-local': () => providers.searchLocal(),

    'settings.change': (patch) => changeAsAgreed(settings, patch, services.confirmTrust),
    'login.change': ({ startsAtLogin }) => desktop.changeLogin(startsAtLogin),
    'shortcut.record': ({ active }) => desktop.shortcut.record(active),
    'shortcut.verify': ({ active }) => desktop.shortcut.verify(active),

    'proxy-password.status': () => network.proxyPassword(),
    'proxy-password.write': ({ password }) => network.writeProxyPassword(password),
    'ca-file.choose': () => network.chooseCaFile(),
    'certificate.inspect': ({ address }) => network.inspectCertificate(address),

    'clipboard.read': async () => ({ text: await system.readClipboard() }),
    'clipboard.write': (copy) => system.writeClipboard(copy),
    'link.open': ({ url }) => system.openLink(url),
    'report.copy': () => system.copyReport(),
    'data-folder.show': () => system.showFile('.'),
    'damaged-file.show': ({ name }) => {
      const known = conversations.damagedFiles().some((file) => file.name === name);
      if (!known) throw notDamaged();
      system.showFile(name);
    },

    'damaged-file.dismiss': ({ name }) => conversations.dismissDamaged(name),

    'queue.add': queue.add,
    'queue.read': queue.read,
    'queue.remove': queue.remove,
    'queue.discard': queue.discard,
    'queue.send-now': queue.sendNow,

    'draft.write': ({ page, key, draft }) => drafts.write(page, key, draft),
    'draft.keep-file': ({ fileId, data }) => drafts.files.keep(fileId, data),
    'draft.read-file': ({ fileId }) => drafts.files.read(fileId),
    'page.hand-over': ({ handOverId }) => services.handOver.received(handOverId),

    'update.check': () => services.updates.check(),
    'update.download': () => services.updates.download(),
    'update.cancel': () => services.updates.cancel(),
    'update.restart': () => services.updates.restart(),
    'licences.read': () => system.readLicences(),

    'command.invoke': ({ command }) => windows.invoke(command),
    'window.show-conversation': ({ conversationId }) => windows.showConversation(conversationId),
    'window.report-view': ({ page, conversationId }) => desktop.viewReported(page, conversationId),
    'quick-prompt.hide': () => windows.quickPrompt.hide(),
    'quick-prompt.hold': ({ by, active }) => windows.quickPrompt.hold(by, active),
    'quick-prompt.resize': ({ height }) => windows.quickPrompt.resize(height),
  };
}

function snapshot({
  conversations,
  providers,
  settings,
  queue,
  drafts,
  storageFailure,
  system,
  desktop,
  updates,
}: Services): AppSnapshot {
  return {
    settings: settings.read(),
    desktop: desktop.state(),
    updates: updates.view(),
    summaries: conversations.summaries(),
    providers: providers.views(),
    catalog,
    damagedFiles: conversations.damagedFiles(),
    storageFailure: storageFailure(),
    drafts: drafts.read(),
    queues: queue.previews(),
    ...system.environment,
  };
}

type Input<Name extends keyof Procedures> = ParsedInputOf<Procedures[Name]>;

function conversationHandlers({ conversations, generations, now }: Services) {
  function rename({ conversationId, title }: Input<'conversation.rename'>): void {
    conversations.commit(conversationId, { type: 'titled', title, by: 'person' });
  }

  function configure(input: Input<'conversation.configure'>): void {
    const { conversationId, model, instructions, parameters, fallback } = input;
    conversations.commit(conversationId, {
      type: 'configured',
      ...(model !== undefined && { model }),
      ...(instructions !== undefined && { instructions }),
      ...(parameters !== undefined && { parameters }),
      ...(fallback !== undefined && { fallback }),
    });
  }

  function pin({ conversationId, pinned }: Input<'conversation.pin'>): void {
    conversations.commit(conversationId, { type: 'pinned', pinned });
  }

  /** An answer that nobody will read is not paid for: trashing ends it, and what arrived comes back with the rest. */
  function trash({ conversationId, trashed }: Input<'conversation.trash'>): void {
    const { running } = conversations.get(conversationId);
    for (const { id } of trashed ? Object.values(running) : []) {
      generations.abort({ conversationId, messageId: id });
    }
    conversations.commit(conversationId, { type: 'trashed', at: trashed ? now() : null });
  }

  function selectBranch(input: Input<'conversation.select-branch'>): void {
    const { conversationId, messageId } = input;
    const leafId = deepestLeaf(conversations.get(conversationId), messageId);
    conversations.commit(conversationId, { type: 'leaf-selected', leafId });
  }

  return { rename, configure, pin, trash, selectBranch };
}

function notDamaged(): FailureError {
  return new FailureError({
    code: 'invalid-input',
    message: 'Cannot show the file: it is not one of the damaged files. Restart Parley.',
    retryable: false,
  });
}
