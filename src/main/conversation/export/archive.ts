import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import type { Conversation, Message } from '#shared/conversation/conversation.ts';
import type { ConversationId } from '#shared/id.ts';

/** The version of the archive's own layout; a reader refuses a higher one. */
export const ARCHIVE_VERSION = 1;

export interface ArchiveSource {
  readonly ids: readonly ConversationId[];
  readonly read: (id: ConversationId) => Conversation;
  readonly appVersion: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * Writes conversations with all their branches as a zip: `manifest.json`, `conversations/<id>.json`, and every file once
 * under `attachments/<sha256>`, where a file part names it by `sha256` in place of its `data`. Nothing of providers, keys
 * or settings is in it. One conversation is in memory at a time.
 */
export async function writeArchive(path: string, source: ArchiveSource): Promise<void> {
  const zip = new ZipFile();
  const written = pipeline(zip.outputStream, createWriteStream(path, { mode: 0o600 }));
  const seen = new Set<string>();
  const failure = new Promise<never>((_, reject) => {
    zip.on('error', reject);
  });
  // Either may fail while conversations are still being read.
  written.catch(() => undefined);
  failure.catch(() => undefined);
  const options = { mtime: new Date(source.now), mode: 0o100_600 };
  for (const id of source.ids) {
    const { running: _, ...conversation } = source.read(id);
    const messages: Record<string, unknown> = {};
    for (const message of Object.values(conversation.messages))
      messages[message.id] = withoutFiles(message, (sha256, bytes) => {
        if (seen.has(sha256)) return;
        seen.add(sha256);
        zip.addBuffer(bytes, `attachments/${sha256}`, { ...options, compress: false });
      });
    const text = JSON.stringify({ ...conversation, messages });
    zip.addBuffer(Buffer.from(text), `conversations/${id}.json`, options);
    // Other work of the app goes on between two conversations.
    await new Promise(setImmediate);
  }
  const manifest = {
    format: 'parley',
    version: ARCHIVE_VERSION,
    exportedAt: new Date(source.now).toISOString(),
    appVersion: source.appVersion,
    counts: { conversations: source.ids.length, attachments: seen.size },
  };
  zip.addBuffer(Buffer.from(JSON.stringify(manifest, null, 2)), 'manifest.json', options);
  zip.end();
  await Promise.race([written, failure]);
}

function withoutFiles(message: Message, keep: (sha256: string, bytes: Buffer) => void): object {
  if (message.role !== 'user') return message;
  const parts = message.parts.map((part) => {
    if (part.type !== 'file') return part;
    const { data, ...rest } = part;
    const bytes = Buffer.from(data, 'base64');
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    keep(sha256, bytes);
    return { ...rest, sha256 };
  });
  return { ...message, parts };
}
