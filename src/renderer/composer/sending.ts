import { toFailure } from '#shared/failure.ts';
import type { UserPart } from '#shared/conversation/conversation.ts';
import { DRAFT_FILE_LIMIT_BYTES, DRAFT_FILES_LIMIT } from '#shared/conversation/draft.ts';
import type { DraftKey } from '#shared/conversation/draft.ts';
import { createId } from '#shared/id.ts';
import type { ConversationId, QueuedMessageId } from '#shared/id.ts';
import type { ModelRef } from '#shared/provider/model.ts';
import { call } from '../client/bridge.ts';
import { tellBeforeEnd } from '../client/draft/hand-over.ts';
import { failureText } from '../text/failure-text.ts';
import { i18n } from '../text/i18n.ts';
import { showToast } from '../ui/toast/toast-queue.ts';
import { attachFile } from './attachments/attachments.ts';
import type { Attachment } from './attachments/attachments.ts';
import { joinDrafts, windowDrafts } from './drafts.ts';
import type { Draft } from './drafts.ts';

export interface Sending {
  readonly conversationId: ConversationId | null;
  readonly model: ModelRef;
  readonly onCreated: (id: ConversationId) => void;
}

/**
 * Hands the draft to main, which sends it or lets it wait for the answer that is arriving. The field is free at once;
 * what could not be sent is put back and said.
 */
export async function sendDraft(sending: Sending): Promise<void> {
  const { conversationId } = sending;
  try {
    await windowDrafts().send(conversationId ?? 'new', async (draft, movedTo) => {
      const id = conversationId ?? (await createdConversation(sending));
      if (conversationId === null) movedTo(id);
      await tellBeforeEnd(call('queue.add', { conversationId: id, parts: partsOf(draft) }));
    });
  } catch (error) {
    refuse(i18n.t('composer.notSent', { ...failureText(i18n.t, toFailure(error), NO_NAMES) }));
  }
}

let creating: Promise<ConversationId> | null = null;

/** The conversation of the first message; one written before that exists goes to the same. */
function createdConversation({ model, onCreated }: Sending): Promise<ConversationId> {
  creating ??= call('conversation.create', { model })
    .then((id) => {
      // What was begun while it was being created belongs to it.
      windowDrafts().move('new', id);
      onCreated(id);
      return id;
    })
    .finally(() => {
      creating = null;
    });
  return creating;
}

/**
 * Takes a message out of the queue, back into the field. It is in the draft before it leaves the queue, so that it is
 * always in one of them; one that went meanwhile leaves the draft as it was.
 */
export async function takeBack(
  conversationId: ConversationId,
  queuedId: QueuedMessageId,
): Promise<void> {
  const parts = await call('queue.read', { conversationId, queuedId });
  if (parts === null) return;
  const drafts = windowDrafts();
  const before = drafts.get(conversationId);
  const joined = joinDrafts(draftOf(parts), before);
  drafts.change(conversationId, () => joined);
  const wasThere = await call('queue.remove', { conversationId, queuedId });
  if (!wasThere) drafts.change(conversationId, (draft) => (draft === joined ? before : draft));
}

function partsOf({ text, attachments }: Draft): UserPart[] {
  const words: UserPart[] = text.trim() === '' ? [] : [{ type: 'text', text: text.trim() }];
  return [...attachments.map(({ file }) => file), ...words];
}

/** The draft that parts came from, to go on writing it. */
function draftOf(parts: readonly UserPart[]): Draft {
  const texts = parts.flatMap((part) => (part.type === 'text' ? [part.text] : []));
  const attachments = parts.flatMap((part): Attachment[] =>
    part.type === 'file'
      ? [{ id: createId('file'), file: part, sizeBytes: Math.floor(part.data.length * 0.75) }]
      : [],
  );
  return { text: texts.join('\n\n'), attachments };
}

/** Adds files to a draft; each that cannot be added is said by its name and reason. */
export async function attachFiles(key: DraftKey, files: readonly File[]): Promise<void> {
  const drafts = windowDrafts();
  for (const file of files) {
    if (drafts.get(key).attachments.length >= DRAFT_FILES_LIMIT) {
      refuse(i18n.t('composer.tooMany', { limit: DRAFT_FILES_LIMIT }));
      return;
    }
    const attached = await attachFile(file);
    if ('reason' in attached) {
      const limit = `${DRAFT_FILE_LIMIT_BYTES / 1024 / 1024} MB`;
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
