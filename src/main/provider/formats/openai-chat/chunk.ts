import { countIn, fieldsIn, isFields, listIn, textIn } from '../read-fields.ts';
import type { Fields } from '../read-fields.ts';

/**
 * What is read of a chunk of a stream and of a whole completion alike. A field that is missing, `null` or of another kind
 * than expected is absent: one odd field never costs the answer.
 */
export interface ChatChunk {
  readonly id: string | undefined;
  readonly model: string | undefined;
  readonly choices: readonly ChatChoice[] | undefined;
  readonly usage: ChatUsage | undefined;
  readonly x_groq: { readonly usage: ChatUsage | undefined } | undefined;
  readonly citations: readonly string[] | undefined;
  readonly search_results: readonly ChatSource[] | undefined;
}

interface ChatChoice {
  readonly index: number | undefined;
  readonly delta: ChatMessage | undefined;
  readonly message: ChatMessage | undefined;
  readonly finish_reason: string | undefined;
  readonly usage: ChatUsage | undefined;
}

export interface ChatMessage {
  readonly content: string | readonly ChatContentPiece[] | undefined;
  readonly refusal: string | undefined;
  readonly reasoning_content: string | undefined;
  readonly reasoning: string | undefined;
  /** OpenRouter: https://openrouter.ai/docs/use-cases/reasoning-tokens */
  readonly reasoning_details:
    | readonly { readonly text: string | undefined; readonly summary: string | undefined }[]
    | undefined;
  /** OpenRouter: https://openrouter.ai/docs/features/multimodal/image-generation */
  readonly images: readonly unknown[] | undefined;
  readonly tool_calls: readonly ChatToolCall[] | undefined;
  readonly function_call: ChatFunction | undefined;
  readonly annotations: readonly { readonly url_citation: ChatSource | undefined }[] | undefined;
}

/** Mistral sends `content` as a list of pieces; a thinking piece has its own pieces. */
export interface ChatContentPiece {
  readonly text: string | undefined;
  readonly thinking: string | readonly { readonly text: string | undefined }[] | undefined;
}

export interface ChatToolCall {
  readonly index: number | undefined;
  readonly id: string | undefined;
  readonly function: ChatFunction | undefined;
  readonly custom:
    | { readonly name: string | undefined; readonly input: string | undefined }
    | undefined;
}

interface ChatFunction {
  readonly name: string | undefined;
  /** Text; a few servers send the object itself. */
  readonly arguments: unknown;
}

interface ChatSource {
  readonly url: string | undefined;
  readonly title: string | undefined;
}

export interface ChatUsage {
  readonly prompt_tokens: number | undefined;
  readonly completion_tokens: number | undefined;
  readonly total_tokens: number | undefined;
  readonly completion_tokens_details: { readonly reasoning_tokens: number | undefined } | undefined;
  readonly prompt_tokens_details: { readonly cached_tokens: number | undefined } | undefined;
}

/** `undefined` for what is no object. */
export function readChatChunk(value: unknown): ChatChunk | undefined {
  if (!isFields(value)) return undefined;
  return {
    id: textIn(value.id),
    model: textIn(value.model),
    choices: listIn(value.choices, choiceIn),
    usage: usageIn(value.usage),
    x_groq: fieldsIn(value.x_groq, ({ usage }) => ({ usage: usageIn(usage) })),
    citations: listIn(value.citations, textIn),
    search_results: listIn(value.search_results, sourceIn),
  };
}

function choiceIn(value: unknown): ChatChoice | undefined {
  if (!isFields(value)) return undefined;
  return {
    index: countIn(value.index),
    delta: messageIn(value.delta),
    message: messageIn(value.message),
    finish_reason: textIn(value.finish_reason),
    usage: usageIn(value.usage),
  };
}

function messageIn(value: unknown): ChatMessage | undefined {
  if (!isFields(value)) return undefined;
  const { content, images } = value;
  return {
    content: textIn(content) ?? listIn(content, contentPieceIn),
    refusal: textIn(value.refusal),
    reasoning_content: textIn(value.reasoning_content),
    reasoning: textIn(value.reasoning),
    reasoning_details: listIn(value.reasoning_details, reasoningDetailIn),
    images: Array.isArray(images) ? images : undefined,
    tool_calls: listIn(value.tool_calls, toolCallIn),
    function_call: fieldsIn(value.function_call, functionIn),
    annotations: listIn(value.annotations, annotationIn),
  };
}

function contentPieceIn(value: unknown): ChatContentPiece | undefined {
  return fieldsIn(value, ({ text, thinking }) => ({
    text: textIn(text),
    thinking: textIn(thinking) ?? listIn(thinking, thoughtIn),
  }));
}

function thoughtIn(value: unknown) {
  return fieldsIn(value, ({ text }) => ({ text: textIn(text) }));
}

function reasoningDetailIn(value: unknown) {
  return fieldsIn(value, ({ text, summary }) => ({ text: textIn(text), summary: textIn(summary) }));
}

function toolCallIn(value: unknown): ChatToolCall | undefined {
  if (!isFields(value)) return undefined;
  return {
    index: countIn(value.index),
    id: textIn(value.id),
    function: fieldsIn(value.function, functionIn),
    custom: fieldsIn(value.custom, ({ name, input }) => ({
      name: textIn(name),
      input: textIn(input),
    })),
  };
}

function functionIn({ name, arguments: input }: Fields): ChatFunction {
  return { name: textIn(name), arguments: input };
}

function annotationIn(value: unknown) {
  return fieldsIn(value, ({ url_citation: citation }) => ({ url_citation: sourceIn(citation) }));
}

function sourceIn(value: unknown): ChatSource | undefined {
  return fieldsIn(value, ({ url, title }) => ({ url: textIn(url), title: textIn(title) }));
}

function usageIn(value: unknown): ChatUsage | undefined {
  if (!isFields(value)) return undefined;
  return {
    prompt_tokens: countIn(value.prompt_tokens),
    completion_tokens: countIn(value.completion_tokens),
    total_tokens: countIn(value.total_tokens),
    completion_tokens_details: fieldsIn(value.completion_tokens_details, (details) => ({
      reasoning_tokens: countIn(details.reasoning_tokens),
    })),
    prompt_tokens_details: fieldsIn(value.prompt_tokens_details, (details) => ({
      cached_tokens: countIn(details.cached_tokens),
    })),
  };
}
