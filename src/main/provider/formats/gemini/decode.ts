import type { FinishReason, Usage } from '#shared/provider/model.ts';
import type { StreamEvent } from '#shared/conversation/stream-event.ts';
import type { Frame, FrameDecoder } from '../adapter.ts';
import { createAnswerParts } from '../answer-parts.ts';
import type { AnswerParts } from '../answer-parts.ts';
import { withJson, withParsed } from '../decode-frames.ts';
import { wholeElements } from './array.ts';
import { blockedPrompt, reportedError } from './failure.ts';
import { geminiChunk } from './schema.ts';
import type { GeminiCandidate, GeminiChunk, GeminiPart, GeminiUsage } from './schema.ts';
import { failureOf } from '../read-failure.ts';
import { parseJson } from '../wire.ts';

/**
 * The events of one streamed or whole answer. Every chunk may say `STOP`, so that only the end of the body is the
 * end; an error may follow the last chunk.
 */
export function createGeminiDecoder(): FrameDecoder {
  const parts = createAnswerParts();
  let started = false;
  let called = 0;
  let isCut = false;
  let hasImage = false;
  let finishReason: FinishReason | undefined;
  let detail: string | undefined;

  function acceptChunk(chunk: GeminiChunk): readonly StreamEvent[] {
    if (chunk.error !== undefined) {
      return [{ type: 'error', failure: failureOf(reportedError(chunk.error)) }];
    }
    const events: StreamEvent[] = [];
    if (!started && (chunk.candidates ?? chunk.promptFeedback) !== undefined) {
      started = true;
      events.push(responseStart(chunk));
    }
    const candidate = chunk.candidates?.find(({ index = 0 }) => index === 0);
    if (candidate !== undefined) events.push(...acceptCandidate(candidate));
    if (chunk.usageMetadata !== undefined) {
      events.push({ type: 'usage', ...usageOf(chunk.usageMetadata) });
    }
    const { blockReason, blockReasonMessage } = chunk.promptFeedback ?? {};
    if (blockReason !== undefined && candidate === undefined) {
      events.push({ type: 'error', failure: blockedPrompt(blockReason, blockReasonMessage) });
    }
    return events;
  }

  function acceptCandidate(candidate: GeminiCandidate): readonly StreamEvent[] {
    const events = (candidate.content?.parts ?? []).flatMap(acceptPart);
    for (const { url, title } of sourcesOf(candidate)) events.push(...parts.source(url, title));
    if (candidate.finishReason !== undefined) {
      finishReason = finishReasonOf(candidate.finishReason);
      detail = candidate.finishMessage;
    }
    return events;
  }

  function acceptPart(part: GeminiPart): readonly StreamEvent[] {
    const { text = '', functionCall: call, thoughtSignature } = part;
    // A sketch among the thoughts is no part of the answer.
    hasImage ||= part.thought !== true && part.inlineData?.mimeType?.startsWith('image/') === true;
    const metadata = thoughtSignature === undefined ? undefined : { gemini: { thoughtSignature } };
    if (call !== undefined) {
      called += 1;
      const { id: toolCallId = `call_${called}`, name: toolName = '', args = {} } = call;
      return parts.toolCall({ toolCallId, toolName, input: JSON.stringify(args) }, metadata);
    }
    const events = part.thought === true ? parts.reasoning(text) : parts.text(text);
    return metadata === undefined ? events : [...events, ...keepSignature(parts, part, metadata)];
  }

  function acceptValue(value: unknown): readonly StreamEvent[] {
    const events: StreamEvent[] = [];
    for (const chunk of Array.isArray(value) ? value : [value]) {
      events.push(...withParsed(geminiChunk, chunk, acceptChunk));
    }
    return events;
  }

  function accept(frame: Frame): readonly StreamEvent[] | null {
    if (frame.type !== 'event' && frame.type !== 'document') return [];
    if (frame.type === 'event' && frame.data === '[DONE]') return null;
    if (frame.type === 'document' && isCutArray(frame.text)) {
      isCut = true;
      return acceptValue(wholeElements(frame.text));
    }
    return withJson(frame, acceptValue);
  }

  function end(): readonly StreamEvent[] {
    if (finishReason === undefined || isCut) return [];
    const reason = finishReason === 'stop' && called > 0 ? 'tool-calls' : finishReason;
    return [
      ...parts.close(),
      {
        type: 'finish',
        reason,
        ...(detail !== undefined && detail !== '' && { detail }),
        ...(hasImage && { withheld: 'image' }),
      },
    ];
  }

  return { accept, end };
}

function isCutArray(text: string): boolean {
  return text.trimStart().startsWith('[') && parseJson(text) === undefined;
}

/**
 * The signature of a thought ends its part. That of visible text belongs to the text of the whole turn and has to
 * survive until the next one: a part without text carries it.
 */
function keepSignature(
  parts: AnswerParts,
  part: GeminiPart,
  metadata: Record<string, unknown>,
): readonly StreamEvent[] {
  return part.thought === true && parts.openKind() === 'reasoning'
    ? parts.close(metadata)
    : parts.hiddenReasoning(metadata);
}

function responseStart({ modelVersion, responseId }: GeminiChunk): StreamEvent {
  return {
    type: 'response-start',
    ...(modelVersion !== undefined && { modelId: modelVersion }),
    ...(responseId !== undefined && { responseId }),
  };
}

function sourcesOf(candidate: GeminiCandidate): { url: string; title: string | undefined }[] {
  const grounded = candidate.groundingMetadata?.groundingChunks ?? [];
  const { citationSources, citations } = candidate.citationMetadata ?? {};
  const listed = [
    ...grounded.map((chunk) => chunk.web ?? chunk.retrievedContext ?? chunk.maps),
    ...(citationSources ?? citations ?? []),
  ];
  return listed.flatMap((source) =>
    source?.uri === undefined ? [] : [{ url: source.uri, title: source.title }],
  );
}

function usageOf(usage: GeminiUsage): Usage {
  return {
    inputTokens: usage.promptTokenCount ?? null,
    outputTokens: usage.candidatesTokenCount ?? null,
    totalTokens: usage.totalTokenCount ?? null,
    reasoningTokens: usage.thoughtsTokenCount ?? null,
    cachedInputTokens: usage.cachedContentTokenCount ?? null,
  };
}

/** https://ai.google.dev/api/generate-content#FinishReason */
function finishReasonOf(reason: string): FinishReason {
  switch (reason) {
    case 'STOP':
      return 'stop';
    // Of servers that speak this format for other models.
    case 'FUNCTION_CALL':
      return 'tool-calls';
    case 'MAX_TOKENS':
      return 'length';
    case 'SAFETY':
    case 'RECITATION':
    case 'BLOCKLIST':
    case 'PROHIBITED_CONTENT':
    case 'SPII':
    case 'IMAGE_SAFETY':
    case 'IMAGE_PROHIBITED_CONTENT':
    case 'IMAGE_RECITATION':
    case 'MODEL_ARMOR':
      return 'content-filter';
    default:
      return 'other';
  }
}
