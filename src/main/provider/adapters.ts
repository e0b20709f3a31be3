import type { AdapterId } from '#shared/provider.ts';
import type { Adapter } from './adapter.ts';
import { openaiChat } from './openai-chat.ts';

/** The codec of every wire format that is spoken over HTTP. */
export const adapters: Readonly<Partial<Record<Exclude<AdapterId, 'eliza'>, Adapter>>> = {
  'openai-chat': openaiChat,
};
