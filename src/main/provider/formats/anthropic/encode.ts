import { z } from 'zod';
import type { FilePart } from '#shared/conversation/conversation.ts';
import type { HttpRequest, ModelCall, Turn } from '../adapter.ts';
import { answerLimits } from './thinking.ts';
import { fileKind, fileText, unsupportedFile } from '../file-content.ts';

export const anthropicHeaders = { 'anthropic-version': '2023-06-01' } as const;

type Block = Readonly<Record<string, unknown>>;

/** https://docs.claude.com/en/api/messages */
export function encodeAnthropic(call: ModelCall): HttpRequest {
  const { modelId, instructions, parameters, bodyDefaults, stream } = call;
  const body = {
    model: modelId,
    ...bodyDefaults,
    ...answerLimits({
      modelId,
      parameters,
      rowLimit: bodyDefaults['max_tokens'],
      hasKeptThinking: call.turns.some(keepsThinking),
    }),
    ...(instructions !== '' && { system: instructions }),
    messages: call.turns.flatMap(encodeTurn),
    stream,
  };
  return {
    method: 'POST',
    path: '/messages',
    headers: { 'content-type': 'application/json', ...anthropicHeaders },
    body: JSON.stringify(body),
  };
}

/** A turn without text is left out: the format refuses empty text, and joins turns of one role itself. */
function encodeTurn(turn: Turn): readonly Block[] {
  const text = turn.text.trim() === '' ? [] : [{ type: 'text', text: turn.text }];
  if (turn.role === 'user') {
    const content = [...turn.files.map(encodeFile), ...text];
    return content.length === 0 ? [] : [{ role: 'user', content: plain(content) }];
  }
  if (text.length === 0) return [];
  const thinking = turn.reasoning.flatMap(encodeReasoning);
  return [{ role: 'assistant', content: plain([...thinking, ...text]) }];
}

function plain(content: readonly Block[]): unknown {
  const [only, ...others] = content;
  return others.length === 0 && only?.['type'] === 'text' ? only['text'] : content;
}

/** Thinking goes back only with its signature, exactly as it came. */
const keptReasoning = z.object({
  anthropic: z.union([z.object({ signature: z.string() }), z.object({ redactedData: z.string() })]),
});

function encodeReasoning(reasoning: {
  readonly text: string;
  readonly providerMetadata?: Record<string, unknown>;
}): readonly Block[] {
  const kept = keptReasoning.safeParse(reasoning.providerMetadata).data?.anthropic;
  if (kept === undefined) return [];
  return 'signature' in kept
    ? [{ type: 'thinking', thinking: reasoning.text, signature: kept.signature }]
    : [{ type: 'redacted_thinking', data: kept.redactedData }];
}

function keepsThinking(turn: Turn): boolean {
  return (
    turn.role === 'assistant' && turn.reasoning.some((part) => encodeReasoning(part).length > 0)
  );
}

const imageTypes: ReadonlySet<string> = new Set([
  'image/jpeg',
  'image/png',
  'image/gif',
  'image/webp',
]);

function encodeFile(file: FilePart): Block {
  const base64 = { type: 'base64', media_type: file.mediaType, data: file.data };
  switch (fileKind(file)) {
    case 'image':
      if (imageTypes.has(file.mediaType)) return { type: 'image', source: base64 };
      break;
    case 'pdf':
      return { type: 'document', source: base64, title: file.name };
    case 'text': {
      const source = { type: 'text', media_type: 'text/plain', data: fileText(file) };
      return { type: 'document', source, title: file.name };
    }
    case 'audio':
    case 'video':
    case 'binary':
  }
  throw unsupportedFile(file, 'JPEG, PNG, GIF and WebP images, PDF and text files');
}
