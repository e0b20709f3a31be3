import type { GenerationParameters } from '#shared/provider/model.ts';
import type { HttpRequest, ModelCall, Turn } from '../adapter.ts';
import { fileKind, inlinedFile, unsupportedFile } from '../file-content.ts';

type Fields = Readonly<Record<string, unknown>>;

/** https://docs.ollama.com/api/chat */
export function encodeOllama(call: ModelCall): HttpRequest {
  const { modelId, instructions, parameters, bodyDefaults, stream } = call;
  const options = optionsFor(parameters, bodyDefaults['options']);
  const body = {
    model: modelId,
    ...bodyDefaults,
    messages: [
      ...(instructions === '' ? [] : [{ role: 'system', content: instructions }]),
      ...call.turns.map(encodeTurn),
    ],
    stream,
    ...thinkFor(modelId, parameters.reasoningEffort),
    ...(Object.keys(options).length > 0 && { options }),
  };
  return {
    method: 'POST',
    path: '/api/chat',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
}

function encodeTurn(turn: Turn): Fields {
  if (turn.role === 'assistant') return { role: 'assistant', content: turn.text };
  const images: string[] = [];
  const texts: string[] = [];
  for (const file of turn.files) {
    const kind = fileKind(file);
    if (kind === 'image') images.push(file.data);
    else if (kind === 'text') texts.push(inlinedFile(file));
    else throw unsupportedFile(file, 'images and text files');
  }
  if (turn.text !== '') texts.push(turn.text);
  return { role: 'user', content: texts.join('\n\n'), ...(images.length > 0 && { images }) };
}

/** gpt-oss thinks at a level, every other model does or does not. https://docs.ollama.com/capabilities/thinking */
function thinkFor(modelId: string, effort: GenerationParameters['reasoningEffort']): Fields {
  if (effort === undefined) return {};
  if (modelId.includes('gpt-oss')) return { think: effort === 'minimal' ? 'low' : effort };
  return { think: effort !== 'minimal' };
}

function optionsFor(parameters: GenerationParameters, defaults: unknown): Fields {
  const { temperature, topP, presencePenalty, frequencyPenalty, maxOutputTokens } = parameters;
  return {
    ...(typeof defaults === 'object' && defaults),
    ...(temperature !== undefined && { temperature }),
    ...(topP !== undefined && { top_p: topP }),
    ...(presencePenalty !== undefined && { presence_penalty: presencePenalty }),
    ...(frequencyPenalty !== undefined && { frequency_penalty: frequencyPenalty }),
    ...(maxOutputTokens !== undefined && { num_predict: maxOutputTokens }),
  };
}
