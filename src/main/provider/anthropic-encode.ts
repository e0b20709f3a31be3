import { z } from 'zod';
import type { FilePart } from '#shared/conversation.ts';
import type { GenerationParameters } from '#shared/model.ts';
import type { HttpRequest, ModelCall, Turn } from './adapter.ts';
import { fileKind, fileText, unsupportedFile } from './file-content.ts';

export const anthropicHeaders = { 'anthropic-version': '2023-06-01' } as const;

type Effort = NonNullable<GenerationParameters['reasoningEffort']>;
type Block = Readonly<Record<string, unknown>>;

/** https://docs.claude.com/en/api/messages */
export function encodeAnthropic(call: ModelCall): HttpRequest {
  const { modelId, instructions, parameters, bodyDefaults, stream } = call;
  const body = {
    model: modelId,
    ...bodyDefaults,
    ...answerLimits(modelId, parameters, bodyDefaults['max_tokens']),
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

/** A turn without text is left out: the format refuses empty text, and joins turns of one role by itself. */
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

/** `max_tokens`, thinking and sampling depend on one another; the format wants `max_tokens` always. */
function answerLimits(modelId: string, parameters: GenerationParameters, rowLimit: unknown): Block {
  const { temperature, topP, reasoningEffort } = parameters;
  const rowOrModelLimit = typeof rowLimit === 'number' ? rowLimit : largestAnswer(modelId);
  const limit = parameters.maxOutputTokens ?? rowOrModelLimit;
  if (reasoningEffort !== undefined) {
    const thinking = thinkingFor(modelId, reasoningEffort, limit);
    if (thinking !== undefined) return thinking;
  }
  return {
    max_tokens: limit,
    ...(temperature !== undefined && { temperature: Math.min(temperature, 1) }),
    ...(topP !== undefined && { top_p: topP }),
  };
}

/** The most that a model of this name gives without a beta header. */
function largestAnswer(modelId: string): number {
  if (/claude-3-(?:opus|sonnet|haiku)/.test(modelId)) return 4096;
  if (/claude-3-5/.test(modelId) || !modelId.includes('claude')) return 8192;
  return 32_000;
}

const budgets: Readonly<Record<Effort, number>> = {
  minimal: 1024,
  low: 2048,
  medium: 8192,
  high: 16_384,
};

/**
 * Models up to 4.5 think within a budget of tokens, later ones by effort; those before 3.7 do not think. A model that
 * thinks refuses temperature and top_p. https://docs.claude.com/en/docs/build-with-claude/adaptive-thinking
 */
function thinkingFor(modelId: string, effort: Effort, limit: number): Block | undefined {
  const name = modelId.replaceAll('.', '-');
  if (/claude-(?:2|instant|3-(?:opus|sonnet|haiku|5))/.test(name)) return undefined;
  if (/claude-3-7|-4(?:-[0-5])?(?:-(?:\d{8}|latest)|@\d{8}|$)/.test(name)) {
    const budget = Math.max(1024, Math.min(budgets[effort], Math.floor(limit / 2)));
    return {
      max_tokens: limit > budget ? limit : budget + limit,
      thinking: { type: 'enabled', budget_tokens: budget },
    };
  }
  return {
    max_tokens: limit,
    thinking: { type: 'adaptive', display: 'summarized' },
    output_config: { effort: effort === 'minimal' ? 'low' : effort },
  };
}
