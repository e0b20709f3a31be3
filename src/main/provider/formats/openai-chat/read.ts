import type { FinishReason, Usage } from '#shared/provider/model.ts';
import type { StreamEvent } from '#shared/conversation/stream-event.ts';
import type { ChatChunk, ChatContentPiece, ChatMessage, ChatUsage } from './chunk.ts';

/** The start of the answer, from the first chunk that names the model or the answer. */
export function responseStart({ id, model }: ChatChunk): StreamEvent | undefined {
  const modelId = model === '' ? undefined : model;
  const responseId = id === '' ? undefined : id;
  if (modelId === undefined && responseId === undefined) return undefined;
  return {
    type: 'response-start',
    ...(modelId !== undefined && { modelId }),
    ...(responseId !== undefined && { responseId }),
  };
}

/** What the answer cites: OpenAI's annotations, Perplexity's search results, the bare addresses of xAI. */
export function sourcesOf(
  chunk: ChatChunk,
  message: ChatMessage | undefined,
): readonly { readonly url: string; readonly title: string }[] {
  if ((message?.annotations ?? chunk.search_results ?? chunk.citations) === undefined) return [];
  const found = [
    ...(message?.annotations ?? []).map(({ url_citation: citation }) => citation),
    ...(chunk.search_results ?? []),
    ...(chunk.citations ?? []).map((url) => ({ url, title: '' })),
  ];
  return found.flatMap((source) => {
    const url = source?.url ?? '';
    return url === '' ? [] : [{ url, title: source?.title ?? '' }];
  });
}

/** One field only, the richest: servers that send several repeat the same words in each. */
export function reasoningOf(message: ChatMessage): string {
  const { reasoning_details: details, reasoning_content: content, reasoning } = message;
  const detailed = details?.map(({ text, summary }) => text ?? summary ?? '').join('') ?? '';
  return detailed === '' ? (content ?? reasoning ?? '') : detailed;
}

export function thoughtsOf({ thinking }: ChatContentPiece): string {
  if (typeof thinking === 'string') return thinking;
  return (thinking ?? []).map(({ text }) => text ?? '').join('');
}

/** `undefined` when nothing is counted. */
export function usageOf(usage: ChatUsage): Usage | undefined {
  const counted: Usage = {
    inputTokens: usage.prompt_tokens ?? null,
    outputTokens: usage.completion_tokens ?? null,
    totalTokens: usage.total_tokens ?? null,
    reasoningTokens: usage.completion_tokens_details?.reasoning_tokens ?? null,
    cachedInputTokens: usage.prompt_tokens_details?.cached_tokens ?? null,
  };
  return Object.values(counted).some((count) => count !== null) ? counted : undefined;
}

/** `undefined` for a reason that is an error of the server. */
export function finishReasonOf(
  reason: string,
  { refused, calls }: { readonly refused: boolean; readonly calls: boolean },
): FinishReason | undefined {
  if (refused) return 'content-filter';
  switch (reason.toLowerCase()) {
    case 'stop':
    case 'eos':
    case 'end_turn':
      return 'stop';
    case 'length':
    case 'max_tokens':
    case 'model_length':
      return 'length';
    case 'tool_calls':
    case 'function_call':
      return 'tool-calls';
    case 'content_filter':
    case 'sensitive':
    case 'safety':
      return 'content-filter';
    case 'error':
    case 'insufficient_system_resource':
    case 'network_error':
      return undefined;
    default:
      return reason === '' && calls ? 'tool-calls' : 'other';
  }
}
