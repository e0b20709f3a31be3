import { messageSchema } from '#shared/conversation/conversation.ts';
import type { Message } from '#shared/conversation/conversation.ts';

/** What could still be read of a broken conversation file. */
export interface Salvage {
  readonly title: string | null;
  readonly messages: readonly Message[];
}

/** A key of `messages` or `running` with the object that follows. Inside a JSON string the quotes would be escaped. */
const MESSAGE_KEY = /"(msg_[0-9a-z]{20})"\s*:\s*\{/g;
const TITLE = /"title"\s*:\s*("(?:[^"\\]|\\.)*")/;

/**
 * The complete, valid messages in a text that no longer is JSON: cut off, overwritten in places, or anything else.
 * Each once, the first of its id. Looks at every character a bounded number of times and never throws.
 */
export function salvage(text: string): Salvage {
  const found = new Map<string, Message>();
  const keys = [...text.matchAll(MESSAGE_KEY)];
  for (const [position, key] of keys.entries()) {
    const id = key[1];
    if (id === undefined || found.has(id)) continue;
    const start = key.index + key[0].length - 1;
    const message = readMessage(text.slice(start, keys[position + 1]?.index ?? text.length));
    if (message?.id === id) found.set(id, message);
  }
  return { title: readTitle(text), messages: [...found.values()] };
}

function readMessage(text: string): Message | null {
  const end = objectEnd(text);
  if (end === null) return null;
  try {
    return messageSchema.safeParse(JSON.parse(text.slice(0, end))).data ?? null;
  } catch {
    return null;
  }
}

function readTitle(text: string): string | null {
  // The title stands before the messages; a longer search could find one inside a message.
  const literal = TITLE.exec(text.slice(0, 4096))?.[1];
  if (literal === undefined) return null;
  try {
    return JSON.parse(literal) as string;
  } catch {
    return null;
  }
}

/** The position after the object that `text` begins with; `null` when it does not close. */
export function objectEnd(text: string): number | null {
  let depth = 0;
  let inString = false;
  for (let position = 0; position < text.length; position += 1) {
    const character = text.charCodeAt(position);
    if (inString) {
      if (character === BACKSLASH) position += 1;
      else if (character === QUOTE) inString = false;
    } else if (character === QUOTE) inString = true;
    else if (character === OPEN) depth += 1;
    else if (character === CLOSE) {
      depth -= 1;
      if (depth === 0) return position + 1;
    }
  }
  return null;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN = 0x7b;
const CLOSE = 0x7d;
