import { z } from 'zod';

/**
 * Ids are a prefix that names the kind and 20 random characters (100 bits), lower case so that they are also
 * file names on file systems that fold case. They carry no time: order never depends on the clock.
 */
const ID_LENGTH = 20;
const ID_ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

type IdPrefix = 'conv' | 'msg' | 'prov' | 'queued' | 'file';

/** A string that starts with the prefix and was made by {@link createId} or parsed by one of the schemas below. */
export type Id<Prefix extends IdPrefix> = `${Prefix}_${string}`;

export type ConversationId = Id<'conv'>;
export type MessageId = Id<'msg'>;
export type QueuedMessageId = Id<'queued'>;
/** A file of a draft. */
export type DraftFileId = Id<'file'>;

/** A catalog row's own id (`openai`, `eliza`) or, for a further provider of the same row, a `prov_…` id. */
export type ProviderId = string;

function idSchema<Prefix extends IdPrefix>(prefix: Prefix) {
  const pattern = new RegExp(`^${prefix}_[0-9a-z]{${ID_LENGTH}}$`);
  return z.custom<Id<Prefix>>((value) => typeof value === 'string' && pattern.test(value), {
    error: `expected an id of the form ${prefix}_ and ${ID_LENGTH} characters`,
  });
}

export const conversationIdSchema = idSchema('conv');
export const messageIdSchema = idSchema('msg');
export const queuedMessageIdSchema = idSchema('queued');
export const draftFileIdSchema = idSchema('file');
export const providerIdSchema = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,63}$/);

// Node and browsers both have it; this project's compiler options know neither.
declare const crypto: { getRandomValues: (bytes: Uint8Array) => Uint8Array };

/** A new id. Unguessable and unique without coordination. */
export function createId<Prefix extends IdPrefix>(prefix: Prefix): Id<Prefix> {
  const bytes = crypto.getRandomValues(new Uint8Array(ID_LENGTH));
  const characters = Array.from(bytes, (byte) => ID_ALPHABET[byte % ID_ALPHABET.length]);
  return `${prefix}_${characters.join('')}`;
}
