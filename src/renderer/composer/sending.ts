import { toFailure } from '#shared/failure.ts';
import type { UserPart } from '#shared/conversation/conversation.ts';
import type { ConversationId } from '#shared/id.ts';
import type { ModelRef } from '#shared/provider/model.ts';
import { call } from '../client/bridge.ts';
import { failureText } from '../text/failure-text.ts';
import { i18n } from '../text/i18n.ts';
import { showToast } from '../ui/toast/toast-queue.ts';
import { attachFile, FILE_LIMIT_BYTES, FILES_LIMIT } from './attachments/attachments.ts';
import type { Attachment } from './attachments/attachments.ts';
import { windowDrafts } from './drafts.ts';
import type { Draft, DraftKey } from './drafts.ts';
import { queue } from './queue/window-queue.ts';

export interface Sending {
  readonly conversationId: ConversationId | null;
  readonly model: ModelRef;
  readonly onCreated: (id: ConversationId) => void;
}

/**
 * Sends the draft, or queues it while an answer streams. The field is free at once; what could not be sent is put back,
 * before anything written meanwhile.
 */
export async function sendDraft(sending: Sending): Promise<void> {
  const { conversationId } = sending;
  const drafts = windowDrafts();
  const key: DraftKey = conversationId ?? 'new';
  const draft = drafts.get(key);
  drafts.change(key, () => ({ text: '', attachments: [] }));
  let owner: DraftKey = key;
  try {
    const id = conversationId ?? (await createdConversation(sending));
    owner = id;
    await queue.submit(id, partsOf(draft));
  } catch (error) {
    drafts.change(owner, (meanwhile) => joinDrafts(draft, meanwhile));
    refuse(i18n.t('composer.notSent', { ...failureText(i18n.t, toFailure(error), NO_NAMES) }));
  }
}

let creating: Promise<ConversationId> | null = null;

/** The conversation of the first message; one written before that exists goes to the same. */
function createdConversation({ model, onCreated }: Sending): Promise<ConversationId> {
  creating ??= call('conversation.create', { model })
    .then((id) => {
      moveDraft(id);
      onCreated(id);
      return id;
    })
    .finally(() => {
      creating = null;
    });
  return creating;
}

/** What was begun while the conversation was being created belongs to it. */
function moveDraft(id: ConversationId): void {
  const drafts = windowDrafts();
  const begun = drafts.get('new');
  drafts.change('new', () => ({ text: '', attachments: [] }));
  drafts.change(id, () => begun);
}

export function partsOf({ text, attachments }: Draft): UserPart[] {
  const words: UserPart[] = text.trim() === '' ? [] : [{ type: 'text', text: text.trim() }];
  return [...attachments.map(({ file }) => file), ...words];
}

/** The draft that parts came from, to go on writing it. */
export function draftOf(parts: readonly UserPart[]): Draft {
  const texts = parts.flatMap((part) => (part.type === 'text' ? [part.text] : []));
  const attachments = parts.flatMap((part): Attachment[] =>
    part.type === 'file'
      ? [{ id: crypto.randomUUID(), file: part, sizeBytes: Math.floor(part.data.length * 0.75) }]
      : [],
  );
  return { text: texts.join('\n\n'), attachments };
}

export function joinDrafts(first: Draft, second: Draft): Draft {
  return {
    text: [first.text, second.text].filter((text) => text !== '').join('\n\n'),
    attachments: [...first.attachments, ...second.attachments],
  };
}

/** Adds files to a draft; each that cannot be added is said by its name and reason. */
export async function attachFiles(key: DraftKey, files: readonly File[]): Promise<void> {
  const drafts = windowDrafts();
  for (const file of files) {
    if (drafts.get(key).attachments.length >= FILES_LIMIT) {
      refuse(i18n.t('composer.tooMany', { limit: FILES_LIMIT }));
      return;
    }
    const attached = await attachFile(file);
    if ('reason' in attached) {
      const limit = `${FILE_LIMIT_BYTES / 1024 / 1024} MB`;
      refuse(i18n.t(`composer.${attached.reason}`, { name: attached.name, limit }));
    } else {
      drafts.change(key, (draft) => ({
        ...draft,
        attachments: [...draft.attachments, attached],
      }));
    }
  }
}

/** What fails before a provider is asked is of this computer. */
const NO_NAMES = { provider: '', model: '' };

function refuse(text: string): void {
  showToast({ tone: 'danger', text });
}
