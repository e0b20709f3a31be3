import { z } from 'zod';
import type { CertificateReport } from '#shared/network/certificate.ts';
import { commandIdSchema } from '#shared/command/command.ts';
import type { CommandId } from '#shared/command/command.ts';
import type { ConversationChange } from '#shared/conversation/change.ts';
import { userPartSchema } from '#shared/conversation/conversation.ts';
import type {
  Conversation,
  ConversationSummary,
  UserPart,
} from '#shared/conversation/conversation.ts';
import {
  DRAFT_FILE_LIMIT_BYTES,
  draftKeySchema,
  keptDraftSchema,
} from '#shared/conversation/draft.ts';
import type { KeptDrafts } from '#shared/conversation/draft.ts';
import type { QueuePreview } from '#shared/conversation/queue.ts';
import type { DesktopState } from '#shared/desktop/desktop.ts';
import type { Diagnosis, DiagnosisStep } from '#shared/provider/diagnosis.ts';
import type { Failure, FailureCode } from './failure.ts';
import {
  conversationIdSchema,
  draftFileIdSchema,
  messageIdSchema,
  providerIdSchema,
  queuedMessageIdSchema,
} from './id.ts';
import type { ConversationId, MessageId, ProviderId } from './id.ts';
import {
  fallbackSchema,
  generationParametersSchema,
  modelRefSchema,
} from '#shared/provider/model.ts';
import type { ModelList } from '#shared/provider/model.ts';
import type { ImportProgress, ImportResult, ImportSurvey } from '#shared/import/import.ts';
import { exportFormats } from '#shared/export/format.ts';
import type { UpdateView } from '#shared/update/update.ts';
import { procedure } from './procedure.ts';
import type { InputOf, OutputOf } from './procedure.ts';
import { credentialKinds } from '#shared/provider/provider.ts';
import type {
  CredentialStatus,
  ProviderDefinition,
  ProviderView,
} from '#shared/provider/provider.ts';
import type { SearchResults } from '#shared/search/search.ts';
import { settingsPatchSchema } from './settings.ts';
import type { Language, Settings } from './settings.ts';

const nothing = z.strictObject({});
const theConversation = z.strictObject({ conversationId: conversationIdSchema });
const theMessage = z.strictObject({
  conversationId: conversationIdSchema,
  messageId: messageIdSchema,
});
const theQueuedMessage = theConversation.extend({ queuedId: queuedMessageIdSchema });
const theParts = z.array(userPartSchema).min(1).max(64);
const theDamagedFile = z.strictObject({ name: z.string().max(255) });
const theProvider = z.strictObject({ providerId: providerIdSchema });

/** The pages of the app's windows. */
export const pageNames = ['main', 'quick-prompt'] as const;
export type PageName = (typeof pageNames)[number];

/** What a page can say is open over the quick prompt. */
export const quickPromptHolds = ['dialog', 'composition'] as const;

/** Characters of text, and of HTML, that are copied at once: more than any conversation has, less than a computer notices. */
const CLIPBOARD_LIMIT = 16 * 1024 * 1024;

/** Everything that a window may ask of main. Names are `noun.verb`; one object a call. */
export const procedures = {
  'app.open': procedure(nothing).returns<AppSnapshot>(),

  'conversation.create': procedure(
    z.strictObject({ model: modelRefSchema.optional() }),
  ).returns<ConversationId>(),
  'conversation.open': procedure(theConversation).returns<ConversationSnapshot>(),
  /** Over titles and all messages; a later search supersedes one that still runs. */
  'conversation.search': procedure(
    z.strictObject({ text: z.string().max(1000), limit: z.number().int().min(1).max(200) }),
  ).returns<SearchResults>(),
  /** Main asks where to; `null` ids are all. Returns `null` when the person chose no place. */
  'conversation.export': procedure(
    z.strictObject({
      conversationIds: z.array(conversationIdSchema).min(1).max(100_000).nullable(),
      format: z.enum(exportFormats),
    }),
  ).returns<{ readonly path: string; readonly count: number } | null>(),
  /** Main asks for a file and tells what it holds; nothing is written. `null` when the person chose none. */
  'import.survey': procedure(nothing).returns<ImportSurvey | null>(),
  /** Writes what was surveyed. Progress is told by events. */
  'import.run': procedure(
    z.strictObject({ importId: z.string().max(100) }),
  ).returns<ImportResult>(),
  'import.cancel': procedure(nothing).returns(),
  /** Puts what the last import added into the trash; returns how many. */
  'import.undo': procedure(nothing).returns<number>(),
  /** Shows the last export in the system's file manager. */
  'export.show': procedure(nothing).returns(),
  'conversation.rename': procedure(
    theConversation.extend({ title: z.string().trim().min(1).max(200) }),
  ).returns(),
  'conversation.configure': procedure(
    theConversation.extend({
      model: modelRefSchema.optional(),
      instructions: z.string().max(100_000).optional(),
      parameters: generationParametersSchema.optional(),
      /** `null`: the chain of the settings. */
      fallback: fallbackSchema.nullable().optional(),
    }),
  ).returns(),
  'conversation.pin': procedure(theConversation.extend({ pinned: z.boolean() })).returns(),
  /** Into the trash (kept for 30 days), or back out of it. */
  'conversation.trash': procedure(theConversation.extend({ trashed: z.boolean() })).returns(),
  /** Shows the branch through this message, down to its newest leaf. */
  'conversation.select-branch': procedure(theMessage).returns(),

  /** A user message below `parentId` (an edit: the parent of the edited one) and an answer to it, which starts at once. */
  'message.send': procedure(
    theConversation.extend({
      parentId: messageIdSchema.nullable(),
      parts: theParts,
    }),
  ).returns<{ readonly messageId: MessageId; readonly replyId: MessageId }>(),
  /** Another answer beside this one. */
  'message.regenerate': procedure(
    theMessage.extend({
      model: modelRefSchema.optional(),
      /** Leave out the oldest messages where the conversation is too long for the model. */
      trim: z.boolean().optional(),
    }),
  ).returns<{ readonly replyId: MessageId }>(),
  /** The same answer, streaming on from where it ended. */
  'message.continue': procedure(theMessage).returns(),

  /**
   * A message at the end of the visible branch: sent at once where no answer is arriving, else kept and sent when that
   * is complete. It is on disk when this returns; one that cannot be kept is refused with `storage-failed`.
   */
  'queue.add': procedure(theConversation.extend({ parts: theParts })).returns(),
  /** What a queued message holds, files included; `null` when it has been sent or removed. */
  'queue.read': procedure(theQueuedMessage).returns<readonly UserPart[] | null>(),
  /** Whether it was still there. */
  'queue.remove': procedure(theQueuedMessage).returns<boolean>(),
  /** Removes all that waits. */
  'queue.discard': procedure(theConversation).returns(),
  /** Ends the hold: the next message goes now, or when the answer that is arriving is complete. */
  'queue.send-now': procedure(theConversation).returns(),

  /** Kept for the next window of this page, also after a restart. `null`: there is none any more. */
  'draft.write': procedure(
    z.strictObject({
      page: z.enum(pageNames),
      key: draftKeySchema,
      draft: keptDraftSchema.nullable(),
    }),
  ).returns(),
  /** The content of a draft's file, as base64; to be called before a draft names it. Throws `storage-failed`. */
  'draft.keep-file': procedure(
    z.strictObject({
      fileId: draftFileIdSchema,
      data: z.base64().max(Math.ceil(DRAFT_FILE_LIMIT_BYTES / 3) * 4),
    }),
  ).returns(),
  /** `null` when it is not there. */
  'draft.read-file': procedure(z.strictObject({ fileId: draftFileIdSchema })).returns<
    string | null
  >(),
  /** The page has told everything that it had to when it was asked. */
  'page.hand-over': procedure(z.strictObject({ handOverId: z.uuid() })).returns(),

  /** Ends a generation and closes its socket; what arrived stays. No effect on a settled message. */
  'generation.abort': procedure(theMessage).returns(),

  'provider.save': procedure(
    z.strictObject({
      /** Absent: a new provider. */
      providerId: providerIdSchema.optional(),
      definitionId: z.string().max(64),
      name: z.string().trim().min(1).max(80),
      baseUrl: z.string().trim().max(2048).nullable(),
      /**
       * Absent: unchanged, and not sent to servers that it was not given for. `null`: removed. It never comes back out.
       */
      credential: z.string().max(16_384).nullable().optional(),
      /** What it is, for rows that take several kinds; absent: what the row usually takes. */
      credentialKind: z.enum(credentialKinds).optional(),
      /** The stored credential is for the new servers as well; a dialog of the system asks the person first. */
      givesCredential: z.literal(true).optional(),
    }),
  ).returns<ProviderId>(),
  'provider.remove': procedure(theProvider).returns(),
  /** Where the credential is kept that no keychain protects; before `disk` a dialog of the system asks the person. */
  'provider.keep-credential': procedure(
    theProvider.extend({ where: z.enum(['session', 'disk']) }),
  ).returns(),
  /** Asks for the model list with the stored credential. */
  'provider.test': procedure(theProvider).returns<ProviderTest>(),
  /** Asks a service that gives codes to guests for one, and keeps it as the credential. */
  'provider.login': procedure(theProvider).returns(),
  /** What was kept comes at once; an old list is fetched again meanwhile, and told by `models-changed`. */
  'provider.list-models': procedure(
    theProvider.extend({ refresh: z.boolean() }),
  ).returns<ModelList>(),

  /** Tries the way to an answer step by step; each is told by `diagnosis-changed` under `runId` as it begins and ends. */
  'provider.diagnose': procedure(
    theProvider.extend({
      runId: z.string().min(1).max(64),
      /** Absent: one that the provider has. */
      modelId: z.string().min(1).max(256).optional(),
    }),
  ).returns<Diagnosis>(),
  /** Looks for model servers on this computer; what changed is told by `providers-changed`. */
  'provider.search-local': procedure(nothing).returns(),

  /** What would weaken trust (a proxy, a certificate, a CA file) changes only after a dialog of the system asked the person. */
  'settings.change': procedure(settingsPatchSchema).returns(),

  /** Of the manual proxy. It never comes back out, and is forgotten when the proxy becomes another one. */
  'proxy-password.status': procedure(nothing).returns<CredentialStatus>(),
  'proxy-password.write': procedure(
    z.strictObject({ password: z.string().max(1024).nullable() }),
  ).returns(),
  /** Asks for a file of certificates; `null` when none was chosen. */
  'ca-file.choose': procedure(nothing).returns<string | null>(),
  /** The certificate that an https address shows, by a handshake alone. */
  'certificate.inspect': procedure(
    z.strictObject({ address: z.string().trim().max(2048) }),
  ).returns<CertificateReport>(),
  /** Throws `storage-failed` where the system keeps it in a file that cannot be written. */
  'login.change': procedure(z.strictObject({ startsAtLogin: z.boolean() })).returns(),
  /** While a shortcut is recorded, the global one rests, so that its keys reach the page. Ends by itself after a minute. */
  'shortcut.record': procedure(z.strictObject({ active: z.boolean() })).returns(),
  /** While it is verified, a press of the global shortcut is told by `desktop-changed` and does nothing else. */
  'shortcut.verify': procedure(z.strictObject({ active: z.boolean() })).returns(),

  /** Called only for a person who asked for it. */
  'clipboard.read': procedure(nothing).returns<{ readonly text: string }>(),
  'clipboard.write': procedure(
    z.strictObject({
      text: z.string().max(CLIPBOARD_LIMIT),
      html: z.string().max(CLIPBOARD_LIMIT).optional(),
    }),
  ).returns(),
  /** Opens a link in the system's browser; anything but http, https and mailto is refused. */
  'link.open': procedure(z.strictObject({ url: z.string().max(8192) })).returns(),
  /** Puts a report of what went wrong lately, redacted, into the clipboard; it goes nowhere else. */
  'report.copy': procedure(nothing).returns<{ readonly count: number }>(),
  /** Shows the folder of all that Parley keeps in the system's file manager. */
  'data-folder.show': procedure(nothing).returns(),
  'damaged-file.show': procedure(theDamagedFile).returns(),
  /** Takes it off the list; one that was moved aside goes, unchanged, into a folder of its own. */
  'damaged-file.dismiss': procedure(theDamagedFile).returns(),

  /** Asks the feed now, whatever the settings say; how it ends is told by `updates-changed`. */
  'update.check': procedure(nothing).returns(),
  /** Resolves when the package is here, or is not; `update.cancel` ends it. */
  'update.download': procedure(nothing).returns(),
  'update.cancel': procedure(nothing).returns(),
  /** Ends the app, which begins again as the version that is ready. */
  'update.restart': procedure(nothing).returns(),
  /** The licences of everything inside the app, as one text. */
  'licences.read': procedure(nothing).returns<string>(),

  /** As if it had been chosen in the menu: what concerns the main window brings that to the front. */
  'command.invoke': procedure(z.strictObject({ command: commandIdSchema })).returns(),
  /** What a page has before the person's eyes now; `null` when it is hidden or shows no conversation. */
  'window.report-view': procedure(
    z.strictObject({ page: z.enum(pageNames), conversationId: conversationIdSchema.nullable() }),
  ).returns(),
  /** Shows the conversation in the main window, in place of the quick prompt. */
  'window.show-conversation': procedure(theConversation).returns(),
  /** Closes the quick prompt and gives the focus back, unless something holds it open. */
  'quick-prompt.hide': procedure(nothing).returns(),
  /** Something of the quick prompt's own is open over it, or no longer is: nothing closes it meanwhile. */
  'quick-prompt.hold': procedure(
    z.strictObject({ by: z.enum(quickPromptHolds), active: z.boolean() }),
  ).returns(),
  /** How tall the content of the quick prompt is, in CSS pixels; its window follows as far as there is room. */
  'quick-prompt.resize': procedure(
    z.strictObject({ height: z.number().positive().max(20_000) }),
  ).returns(),
} as const;

export type Procedures = typeof procedures;
export type ProcedureName = keyof Procedures;
export type ProcedureInput<Name extends ProcedureName> = InputOf<Procedures[Name]>;
export type ProcedureOutput<Name extends ProcedureName> = OutputOf<Procedures[Name]>;

/** Everything that main tells every window, unasked. */
export type AppEvent =
  | { readonly type: 'import-progressed'; readonly progress: ImportProgress }
  | {
      readonly type: 'conversation-changed';
      readonly conversationId: ConversationId;
      /** The version that the conversation has after `change`. */
      readonly version: number;
      readonly change: ConversationChange;
    }
  /** An answer that is arriving waits before its provider is asked again; `null`: it no longer does. */
  | {
      readonly type: 'answer-waiting';
      readonly conversationId: ConversationId;
      readonly messageId: MessageId;
      readonly wait: AnswerWait | null;
    }
  /** `null`: nothing waits. */
  | {
      readonly type: 'queue-changed';
      readonly conversationId: ConversationId;
      readonly queue: QueuePreview | null;
    }
  | { readonly type: 'summary-changed'; readonly summary: ConversationSummary }
  | { readonly type: 'summary-removed'; readonly conversationId: ConversationId }
  | { readonly type: 'providers-changed'; readonly providers: readonly ProviderView[] }
  | { readonly type: 'models-changed'; readonly providerId: ProviderId; readonly list: ModelList }
  | { readonly type: 'diagnosis-changed'; readonly runId: string; readonly step: DiagnosisStep }
  | { readonly type: 'settings-changed'; readonly settings: Settings }
  | { readonly type: 'updates-changed'; readonly updates: UpdateView }
  | { readonly type: 'desktop-changed'; readonly desktop: DesktopState }
  /** Saving fails (`failure`) or works again (`null`); memory keeps everything meanwhile. */
  | { readonly type: 'storage-changed'; readonly failure: Failure | null }
  | { readonly type: 'damaged-files-changed'; readonly damagedFiles: readonly DamagedFile[] }
  | { readonly type: 'conversation-shown'; readonly conversationId: ConversationId }
  /** The app is about to end: each page answers with `page.hand-over` when main has all that it had to tell. */
  | { readonly type: 'hand-over-asked'; readonly handOverId: string }
  | { readonly type: 'command-invoked'; readonly command: CommandId }
  /** To the quick prompt alone: it is on screen now, or no longer is. */
  | { readonly type: 'quick-prompt-changed'; readonly shown: boolean };

/** Why and how long, in milliseconds from when it is told. */
export interface AnswerWait {
  readonly reason: FailureCode;
  readonly durationMs: number;
}

/** What a window needs before its first frame. */
export interface AppSnapshot {
  readonly settings: Settings;
  readonly desktop: DesktopState;
  readonly updates: UpdateView;
  readonly summaries: readonly ConversationSummary[];
  readonly providers: readonly ProviderView[];
  readonly catalog: readonly ProviderDefinition[];
  readonly damagedFiles: readonly DamagedFile[];
  readonly storageFailure: Failure | null;
  readonly drafts: Readonly<Record<PageName, KeptDrafts>>;
  readonly queues: Readonly<Partial<Record<ConversationId, QueuePreview>>>;
  readonly platform: 'darwin' | 'linux' | 'win32';
  readonly systemLanguage: Language;
  readonly appVersion: string;
  /** Where all that Parley keeps is, as a path for a person to read. */
  readonly dataFolder: string;
  /** Pages run in Chromium's sandbox. An AppImage starts without it where the system gives it none. */
  readonly sandboxed: boolean;
}

export interface ConversationSnapshot {
  readonly conversation: Conversation;
  /** The version of the last change that `conversation` includes. */
  readonly version: number;
  /** Set where it is shown and never written; see {@link ReadOnlyReason}. */
  readonly readOnly: ReadOnlyReason | false;
}

/** `newer`: a newer Parley wrote the file. `unreadable`: the system does not give the file at present; this is its backup. */
export type ReadOnlyReason = 'newer' | 'unreadable';

/** A file that could not be read whole. Nothing in it was changed. */
export interface DamagedFile {
  /** File name in the data folder. */
  readonly name: string;
  /**
   * `damaged`: it was moved aside, under this name. `unreadable`: the system does not give its content at present.
   * `not-understood`: a part of it is of another version and not used.
   */
  readonly kind: 'damaged' | 'unreadable' | 'not-understood';
  readonly title: string | null;
  /** Messages that could still be read out of it into a conversation of its own. */
  readonly salvagedMessages: number;
}

export type ProviderTest =
  | { readonly ok: true; readonly modelCount: number; readonly durationMs: number }
  | { readonly ok: false; readonly failure: Failure; readonly durationMs: number };

/** The preload's one object. `call` never rejects. */
export interface Bridge {
  readonly call: (name: string, input: unknown) => Promise<unknown>;
  /** Returns its undo. */
  readonly subscribe: (listener: (event: AppEvent) => void) => () => void;
}
