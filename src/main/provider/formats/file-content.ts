import type { FilePart } from '#shared/conversation/conversation.ts';
import { FailureError } from '#shared/failure.ts';

/** What a wire format may want to know of an attached file before it chooses how to send it. */
export type FileKind = 'image' | 'pdf' | 'audio' | 'video' | 'text' | 'binary';

/** By the media type; a type that says nothing is `text` when the bytes are UTF-8 text. */
export function fileKind(file: FilePart): FileKind {
  const mediaType = file.mediaType.toLowerCase().split(';', 1)[0]?.trim() ?? '';
  if (mediaType === 'application/pdf') return 'pdf';
  if (mediaType === 'image/svg+xml') return 'text';
  const family = mediaType.split('/', 1)[0];
  if (family === 'image' || family === 'audio' || family === 'video') return family;
  return decodedText(file) === undefined ? 'binary' : 'text';
}

/** A text file as it reads inside a prompt, marked with its name, for formats that take only text. */
export function inlinedFile(file: FilePart): string {
  const name = file.name.replaceAll(/["\r\n]/g, ' ');
  return `<file name="${name}">\n${fileText(file)}\n</file>`;
}

export function fileText(file: FilePart): string {
  return decodedText(file) ?? '';
}

export function dataUrl(file: FilePart): string {
  return `data:${file.mediaType};base64,${file.data}`;
}

/** The failure for a file that the format has no place for. `accepted` completes "… takes". */
export function unsupportedFile(file: FilePart, accepted: string): FailureError {
  return new FailureError({
    code: 'invalid-input',
    message: `Cannot send the file ${JSON.stringify(file.name)}: this provider takes ${accepted}. Remove it or choose another provider.`,
    retryable: false,
  });
}

function decodedText(file: FilePart): string | undefined {
  const bytes = Buffer.from(file.data, 'base64');
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
