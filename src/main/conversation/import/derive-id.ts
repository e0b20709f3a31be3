import { createHash } from 'node:crypto';
import type { ConversationId, MessageId } from '#shared/id.ts';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const LENGTH = 20;

/** The id of an imported conversation: the same import has the same ids, so that it adds only what is new. */
export function conversationIdOf(source: string, conversation: string): ConversationId {
  return `conv_${digest(source, conversation)}`;
}

/** Some services repeat the ids of messages in other conversations, so the conversation's is part of it. */
export function messageIdOf(source: string, conversation: string, message: string): MessageId {
  return `msg_${digest(source, conversation, message)}`;
}

/** 100 bits of SHA-256 in the alphabet of ids. */
function digest(...names: readonly string[]): string {
  const bytes = createHash('sha256').update(names.join('\0')).digest();
  return Array.from(bytes.subarray(0, LENGTH), (byte) => ALPHABET[byte % ALPHABET.length]).join('');
}
