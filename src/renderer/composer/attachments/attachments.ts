import type { FilePart } from '#shared/conversation/conversation.ts';

/** A pasted text longer than one of these becomes an attachment. */
const PASTE_CHARACTERS = 4000;
const PASTE_LINES = 60;

/** Per file, before base64 adds a third. */
export const FILE_LIMIT_BYTES = 10 * 1024 * 1024;
/** Contract: a message has at most 64 parts; one is the text. */
export const FILES_LIMIT = 20;

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
  readonly id: string;
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
  return { id: crypto.randomUUID(), file, sizeBytes: bytes.length, pasted: text };
}

/** Reads a file into an attachment; images and PDF by their type, anything that is text by its content. */
export async function attachFile(file: File): Promise<Attachment | Refusal> {
  if (file.size > FILE_LIMIT_BYTES) return { reason: 'tooLarge', name: file.name };
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch {
    return { reason: 'unreadable', name: file.name };
  }
  const mediaType = mediaTypeOf(file.type, bytes);
  if (mediaType === null) return { reason: 'unsupported', name: file.name };
  return {
    id: crypto.randomUUID(),
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

function toBase64(bytes: Uint8Array): string {
  const CHUNK = 0x8000;
  let binary = '';
  for (let at = 0; at < bytes.length; at += CHUNK) {
    binary += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  }
  return btoa(binary);
}
