import { z } from 'zod';
import { FailureError } from '#shared/failure.ts';
import type { FilePart } from '#shared/conversation/conversation.ts';
import type { GenerationParameters } from '#shared/provider/model.ts';
import type { HttpRequest, ModelCall, Turn } from '../adapter.ts';
import { fileKind, inlinedFile, unsupportedFile } from '../file-content.ts';

type Effort = NonNullable<GenerationParameters['reasoningEffort']>;
type Fields = Readonly<Record<string, unknown>>;

/** https://ai.google.dev/api/generate-content */
export function encodeGemini(call: ModelCall): HttpRequest {
  const { modelId, instructions, parameters, bodyDefaults, stream } = call;
  const generationConfig = generationConfigFor(modelId, parameters, bodyDefaults);
  const body = {
    ...bodyDefaults,
    ...(instructions !== '' && { systemInstruction: { parts: [{ text: instructions }] } }),
    contents: call.turns.flatMap(encodeTurn),
    ...(Object.keys(generationConfig).length > 0 && { generationConfig }),
  };
  const method = stream ? 'streamGenerateContent?alt=sse' : 'generateContent';
  return {
    method: 'POST',
    path: `/${modelPath(modelId)}:${method}`,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
}

/** A `.` or `..` would lead out of the models, and is the same when it is percent-encoded. Throws `invalid-input`. */
function modelPath(modelId: string): string {
  const segments = (modelId.includes('/') ? modelId : `models/${modelId}`).split('/');
  if (!segments.some(isStep)) return segments.map(encodeURIComponent).join('/');
  throw new FailureError({
    code: 'invalid-input',
    message: 'Cannot ask the model: its name leads out of the list of models. Choose another one.',
    retryable: false,
  });
}

function isStep(segment: string): boolean {
  return /^(?:\.|%2e){0,2}$/i.test(segment);
}

function encodeTurn(turn: Turn): readonly Fields[] {
  if (turn.role === 'user') {
    const text = turn.text === '' ? [] : [{ text: turn.text }];
    const parts = [...turn.files.map(encodeFile), ...text];
    return parts.length === 0 ? [] : [{ role: 'user', parts }];
  }
  const { thoughts, signature } = keptOf(turn.reasoning);
  if (turn.text === '') return [];
  const text = { text: turn.text, ...(signature !== undefined && { thoughtSignature: signature }) };
  return [{ role: 'model', parts: [...thoughts, text] }];
}

const keptReasoning = z.object({ gemini: z.object({ thoughtSignature: z.string() }) });

/** What earlier answers have to send back: thoughts with their own signature, and the signature of the text. */
function keptOf(reasoning: Extract<Turn, { role: 'assistant' }>['reasoning']) {
  const thoughts: Fields[] = [];
  let signature: string | undefined;
  for (const { text, providerMetadata } of reasoning) {
    const thoughtSignature =
      keptReasoning.safeParse(providerMetadata).data?.gemini.thoughtSignature;
    if (thoughtSignature === undefined) continue;
    if (text === '') signature = thoughtSignature;
    else thoughts.push({ text, thought: true, thoughtSignature });
  }
  return { thoughts, signature };
}

function encodeFile(file: FilePart): Fields {
  switch (fileKind(file)) {
    case 'image':
    case 'pdf':
    case 'audio':
    case 'video':
      return { inlineData: { mimeType: file.mediaType, data: file.data } };
    case 'text':
      return { text: inlinedFile(file) };
    case 'binary':
      throw unsupportedFile(file, 'images, PDF, audio, video and text files');
  }
}

function generationConfigFor(
  modelId: string,
  parameters: GenerationParameters,
  bodyDefaults: Fields,
): Fields {
  const { temperature, topP, presencePenalty, frequencyPenalty, maxOutputTokens } = parameters;
  const thinkingConfig = thinkingConfigFor(modelId, parameters.reasoningEffort);
  const defaults = bodyDefaults['generationConfig'];
  return {
    ...(typeof defaults === 'object' && defaults),
    ...(temperature !== undefined && { temperature }),
    ...(topP !== undefined && { topP }),
    ...(presencePenalty !== undefined && { presencePenalty }),
    ...(frequencyPenalty !== undefined && { frequencyPenalty }),
    ...(maxOutputTokens !== undefined && { maxOutputTokens }),
    ...(thinkingConfig !== undefined && { thinkingConfig }),
  };
}

const budgets: Readonly<Record<Effort, number>> = {
  minimal: 512,
  low: 2048,
  medium: 8192,
  high: 24_576,
};

/**
 * Version 2.5 thinks within a budget, version 3 and later by level; older models and those that make images or speech
 * refuse the field. Thoughts are always asked for, since these models think anyway. https://ai.google.dev/gemini-api/docs/thinking
 */
function thinkingConfigFor(modelId: string, effort: Effort | undefined): Fields | undefined {
  if (/image|tts|audio|live|embedding|gemma|gemini-(?:1|2\.0)/.test(modelId)) return undefined;
  const isBudgeted = modelId.includes('gemini-2.5');
  if (effort === undefined) {
    return isBudgeted || /gemini-[3-9]/.test(modelId) ? { includeThoughts: true } : undefined;
  }
  if (isBudgeted) return { includeThoughts: true, thinkingBudget: budgets[effort] };
  return { includeThoughts: true, thinkingLevel: levelFor(modelId, effort) };
}

/** Pro models know no `minimal`; the first of them knew no `medium` either. */
function levelFor(modelId: string, effort: Effort): string {
  if (!modelId.includes('-pro')) return effort;
  if (effort === 'minimal') return 'low';
  return effort === 'medium' && modelId.includes('gemini-3-pro') ? 'high' : effort;
}
