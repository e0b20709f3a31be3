import type { HttpRequest, ModelCall, Turn } from '../adapter.ts';
import { dataUrl, fileKind, inlinedFile, unsupportedFile } from '../file-content.ts';

type Body = Readonly<Record<string, unknown>>;

/**
 * The request for one answer. Keys come in the order of the web clients of this family: `messages`, `stream`, `model`,
 * `temperature`, `presence_penalty`, `frequency_penalty`, `top_p`, then the rest, unless the row has an order of its own.
 * What the person chose wins over a default of the row. A default of `null` says that this server does not take the
 * field: it is left out, and without `max_tokens` the limit goes as `max_completion_tokens`.
 */
export function encodeChat(call: ModelCall): HttpRequest {
  const { parameters, bodyDefaults: defaults } = call;
  const limit = defaults['max_tokens'] === null ? 'max_completion_tokens' : 'max_tokens';
  const body: Body = {
    messages: messagesOf(call),
    stream: call.stream,
    model: call.modelId,
    temperature: parameters.temperature ?? defaults['temperature'],
    presence_penalty: parameters.presencePenalty ?? defaults['presence_penalty'],
    frequency_penalty: parameters.frequencyPenalty ?? defaults['frequency_penalty'],
    top_p: parameters.topP ?? defaults['top_p'],
    [limit]: parameters.maxOutputTokens ?? defaults[limit],
    reasoning_effort: parameters.reasoningEffort ?? defaults['reasoning_effort'],
    stream_options: call.stream ? { include_usage: true } : null,
  };
  const sent = Object.entries({ ...defaults, ...body }).filter(
    ([key, value]) => value !== undefined && value !== null && defaults[key] !== null,
  );
  const order = [...(call.bodyOrder ?? []), ...Object.keys(body), ...Object.keys(defaults)];
  sent.sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
  return {
    method: 'POST',
    path: '/chat/completions',
    headers: {
      'content-type': 'application/json',
      accept: call.stream ? 'text/event-stream' : 'application/json',
    },
    body: JSON.stringify(Object.fromEntries(sent)),
  };
}

/** A turn that has nothing to say is left out: several servers refuse empty content. */
function messagesOf(call: ModelCall): readonly Body[] {
  const instructions =
    call.instructions.trim() === '' ? [] : [{ role: 'system', content: call.instructions }];
  return [...instructions, ...call.turns.flatMap(messageOf)];
}

function messageOf(turn: Turn): readonly Body[] {
  if (turn.role === 'assistant')
    return turn.text === '' ? [] : [{ role: 'assistant', content: turn.text }];
  if (turn.files.length === 0)
    return turn.text === '' ? [] : [{ role: 'user', content: turn.text }];
  const text = turn.text === '' ? [] : [{ type: 'text', text: turn.text }];
  return [{ role: 'user', content: [...turn.files.map(partOf), ...text] }];
}

type File = Extract<Turn, { role: 'user' }>['files'][number];

function partOf(file: File): Body {
  switch (fileKind(file)) {
    case 'image':
      return { type: 'image_url', image_url: { url: dataUrl(file) } };
    case 'pdf':
      return { type: 'file', file: { filename: file.name, file_data: dataUrl(file) } };
    case 'audio': {
      const format = audioFormats[file.mediaType.toLowerCase()];
      if (format === undefined) throw unsupportedFile(file, 'audio as WAV or MP3');
      return { type: 'input_audio', input_audio: { data: file.data, format } };
    }
    case 'text':
      return { type: 'text', text: inlinedFile(file) };
    case 'video':
    case 'binary':
      throw unsupportedFile(file, 'images, PDF, audio and text files');
  }
}

const audioFormats: Readonly<Record<string, string>> = {
  'audio/wav': 'wav',
  'audio/x-wav': 'wav',
  'audio/wave': 'wav',
  'audio/mpeg': 'mp3',
  'audio/mp3': 'mp3',
};
