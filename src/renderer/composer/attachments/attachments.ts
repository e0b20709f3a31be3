import type { FilePart } from '#shared/conversation/conversation.ts';
import { DRAFT_FILE_LIMIT_BYTES } from '#shared/conversation/draft.ts';
import type { DraftFile } from '#shared/conversation/draft.ts';
import { createId } from '#shared/id.ts';
import type { DraftFileId } from '#shared/id.ts';
import { textOfBase64, toBase64 } from './base64.ts';

/** A pasted text longer than one of these becomes an attachment. */
const PASTE_CHARACTERS = 4000;
const PASTE_LINES = 60;

/** How much of a file decides whether it is text. */
const SNIFFED_BYTES = 8192;

const imageTypes: ReadonlySet<string> = new Set([
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
]);

/** What a person attached. `pasted` marks a text that may go back into the field. */
export interface Attachment {
  readonly id: DraftFileId;
  readonly file: FilePart;
  readonly sizeBytes: number;
  readonly pasted?: string;
}

export type Refusal = {
  readonly reason: 'tooLarge' | 'unsupported' | 'unreadable';
  readonly name: string;
};

/** Whether a paste would swamp the field. */
export function isHugePaste(text: string): boolean {
  return text.length > PASTE_CHARACTERS || lineCount(text) > PASTE_LINES;
}

export function lineCount(text: string): number {
  return text === '' ? 0 : text.split('\n').length;
}

/** A pasted text as a file that is sent along. */
export function attachText(name: string, text: string): Attachment {
  const bytes = new TextEncoder().encode(text);
  const file = { type: 'file', name, mediaType: 'text/plain', data: toBase64(bytes) } as const;
  return { id: createId('file'), file, sizeBytes: bytes.length, pasted: text };
}

/** The attachment that was kept; `null` where its content could not be (`data`). */
export function attachmentOf(
  { id, name, mediaType, sizeBytes, isPasted }: DraftFile,
  data: string | null,
): Attachment | null {
  if (data === null) return null;
  const file = { type: 'file', name, mediaType, data } as const;
  return { id, file, sizeBytes, ...(isPasted && { pasted: textOfBase64(data) }) };
}

/** Reads a file into an attachment; images and PDF by their type, anything that is text by its content. */
export async function attachFile(file: File): Promise<Attachment | Refusal> {
  if (file.size > DRAFT_FILE_LIMIT_BYTES) return { reason: 'tooLarge', name: file.name };
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch {
    return { reason: 'unreadable', name: file.name };
  }
  const mediaType = mediaTypeOf(file.type, bytes);
  if (mediaType === null) return { reason: 'unsupported', name: file.name };
  return {
    id: createId('file'),
    file: { type: 'file', name: file.name, mediaType, data: toBase64(bytes) },
    sizeBytes: bytes.length,
  };
}

/** `null`: neither an image that models read, nor a PDF, nor text. */
export function mediaTypeOf(declared: string, bytes: Uint8Array): string | null {
  if (imageTypes.has(declared) || declared === 'application/pdf') return declared;
  if (!isText(bytes)) return null;
  return declared.startsWith('text/') || declared === 'application/json' ? declared : 'text/plain';
}

function isText(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, SNIFFED_BYTES);
  if (head.includes(0)) return false;
  try {
    // `stream` lets the cut fall inside a character.
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}
