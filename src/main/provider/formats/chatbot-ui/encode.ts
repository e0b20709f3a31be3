import type { HttpRequest, ModelCall, Turn } from '../adapter.ts';
import { fileKind, inlinedFile, unsupportedFile } from '../file-content.ts';

/**
 * The server puts `prompt` before the messages as its system message, so none is sent. `key` is the person's own key of
 * the service behind; the site's key is used when it is empty. A model whose fields name its `provider` goes in the list
 * of the later generation, any other as the object with its limits.
 */
export function encodeChatbot(call: ModelCall): HttpRequest {
  const { modelId, modelFields = {}, instructions, parameters, bodyDefaults } = call;
  const { prompt: defaultPrompt = '', ...defaults } = bodyDefaults;
  const model =
    modelFields['provider'] === undefined
      ? { model: { id: modelId, ...modelFields } }
      : { models: [{ modelId, ...modelFields }] };
  const body = {
    conversationId: uuidFor(call.conversationKey),
    ...model,
    ...defaults,
    messages: call.turns.flatMap(encodeTurn),
    key: '',
    prompt: instructions === '' ? defaultPrompt : instructions,
    ...(parameters.temperature !== undefined && { temperature: parameters.temperature }),
  };
  return {
    method: 'POST',
    path: '/api/chat',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
}

/** A version 4 UUID, as the services expect one, that is always the same for the same key. */
function uuidFor(key: string): string {
  const digits = [1, 2, 3, 4].map((seed) => hashOf(`${seed}:${key}`).toString(16).padStart(8, '0'));
  return digits.join('').replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-a$4-$5');
}

/** FNV-1a, 32 bits, mixed at the end so that near keys are far apart. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function encodeTurn(turn: Turn): readonly { readonly role: string; readonly content: string }[] {
  const files = turn.role === 'user' ? turn.files : [];
  const texts = files.map((file) => {
    if (fileKind(file) === 'text') return inlinedFile(file);
    throw unsupportedFile(file, 'text files');
  });
  if (turn.text !== '') texts.push(turn.text);
  return texts.length === 0 ? [] : [{ role: turn.role, content: texts.join('\n\n') }];
}
