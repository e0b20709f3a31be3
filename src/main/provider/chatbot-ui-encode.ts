import type { HttpRequest, ModelCall, Turn } from './adapter.ts';
import { fileKind, inlinedFile, unsupportedFile } from './file-content.ts';

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
    conversationId: call.conversationKey,
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

function encodeTurn(turn: Turn): readonly { readonly role: string; readonly content: string }[] {
  const files = turn.role === 'user' ? turn.files : [];
  const texts = files.map((file) => {
    if (fileKind(file) === 'text') return inlinedFile(file);
    throw unsupportedFile(file, 'text files');
  });
  if (turn.text !== '') texts.push(turn.text);
  return texts.length === 0 ? [] : [{ role: turn.role, content: texts.join('\n\n') }];
}
