import { estimateTokens } from '#shared/conversation/estimate-tokens.ts';
import { FailureError } from '#shared/failure.ts';
import type { ProviderDefinition } from '#shared/provider/provider.ts';
import type { ModelCall, Turn } from '../formats/adapter.ts';

/** How much of a conversation a model accepts; `undefined` if unknown. */
interface Limits {
  readonly characters: number | undefined;
  readonly tokens: number | undefined;
}

interface Size {
  readonly characters: number;
  /** Estimated. */
  readonly tokens: number;
}

type Sized = Pick<ModelCall, 'modelId' | 'instructions' | 'turns'>;

/**
 * The call, if the model takes a conversation of its length as far as the row tells; services that are asked for more
 * drop the rest in silence, or the question itself. With `trim` the oldest turns are left out until it fits, the older
 * half where the row does not tell. Throws `context-length-exceeded`, naming the lengths.
 */
export function fittingCall<Call extends Sized & { readonly trim?: boolean }>(
  call: Call,
  definition: Pick<ProviderDefinition, 'modelFields' | 'answerTokens'>,
): Call {
  const limits = limitsOf(definition, call.modelId);
  const hasLimits = limits.characters !== undefined || limits.tokens !== undefined;
  const trims = call.trim === true && call.turns.length > 1;
  if (!hasLimits)
    return trims
      ? { ...call, turns: fromQuestion(call.turns, Math.ceil(call.turns.length / 2)) }
      : call;
  const sizes = call.turns.map((turn) => sizeOfTurn(turn, limits));
  let size = [sizeOfText(call.instructions, limits), ...sizes].reduce(sum);
  let start = 0;
  while (!isWithin(size, limits)) {
    const next = trims ? nextQuestion(call.turns, start) : start;
    if (next === start) throw tooLong(call.modelId, size, limits);
    size = sizes.slice(start, next).reduce(difference, size);
    start = next;
  }
  return start === 0 ? call : { ...call, turns: call.turns.slice(start) };
}

function limitsOf(
  { modelFields, answerTokens = 0 }: Pick<ProviderDefinition, 'modelFields' | 'answerTokens'>,
  modelId: string,
): Limits {
  const { maxLength, tokenLimit } = modelFields?.[modelId] ?? {};
  const tokens = positive(tokenLimit);
  return {
    characters: positive(maxLength),
    tokens: tokens === undefined ? undefined : Math.max(1, tokens - answerTokens),
  };
}

/** Some services send zeros for what they do not limit. */
function positive(value: unknown): number | undefined {
  return typeof value === 'number' && value > 0 ? value : undefined;
}

function isWithin(size: Size, { characters, tokens }: Limits): boolean {
  return size.characters <= (characters ?? Infinity) && size.tokens <= (tokens ?? Infinity);
}

/** Only text files go to models with such limits: they are counted as ASCII, which Base64 lengthens by a third. */
function sizeOfTurn(turn: Turn, limits: Limits): Size {
  const text = sizeOfText(turn.text, limits);
  if (turn.role === 'assistant') return text;
  const characters = turn.files.reduce(
    (count, { data }) => count + Math.ceil(data.length * 0.75),
    0,
  );
  return sum(text, { characters, tokens: Math.ceil(characters / 4) });
}

/** Tokens are looked for only where they are limited: that costs a look at every character. */
function sizeOfText(text: string, { tokens }: Limits): Size {
  return { characters: text.length, tokens: tokens === undefined ? 0 : estimateTokens(text) };
}

function sum(one: Size, other: Size): Size {
  return { characters: one.characters + other.characters, tokens: one.tokens + other.tokens };
}

function difference(one: Size, other: Size): Size {
  return { characters: one.characters - other.characters, tokens: one.tokens - other.tokens };
}

/** The turns without the first `count` and without an answer to nothing; at least the last one. */
function fromQuestion(turns: readonly Turn[], count: number): readonly Turn[] {
  const start = turns.findIndex((turn, at) => at >= count && turn.role === 'user');
  return start === -1 ? turns : turns.slice(start);
}

/** The position of the next question behind `start`; `start` itself where there is none. */
function nextQuestion(turns: readonly Turn[], start: number): number {
  for (let at = start + 1; at < turns.length; at += 1) if (turns[at]?.role === 'user') return at;
  return start;
}

function tooLong(modelId: string, size: Size, limits: Limits): FailureError {
  const { characters, tokens } = limits;
  const [is, most] =
    characters !== undefined && size.characters > characters
      ? [`${grouped(size.characters)} characters`, grouped(characters)]
      : [`about ${grouped(size.tokens)} tokens`, grouped(tokens ?? 0)];
  return new FailureError({
    code: 'context-length-exceeded',
    message: `Cannot send the conversation: it has ${is}, and ${modelId} takes ${most}. Leave out the oldest messages, shorten the last one, or choose another model.`,
    retryable: false,
    detail: `${is} > ${most}`,
  });
}

function grouped(count: number): string {
  return count.toLocaleString('en');
}
