import { estimateTokens } from '#shared/conversation/estimate-tokens.ts';
import { FailureError } from '#shared/failure.ts';
import type { ProviderDefinition } from '#shared/provider/provider.ts';
import type { ModelCall, Turn } from '../formats/adapter.ts';

/** What a model takes of a conversation; `undefined` where nobody says. */
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
  const trims = call.trim === true && call.turns.length > 1;
  if (trims && limits.characters === undefined && limits.tokens === undefined)
    return { ...call, turns: fromQuestion(call.turns, Math.ceil(call.turns.length / 2)) };
  let { turns } = call;
  for (;;) {
    const size = sizeOf({ ...call, turns });
    if (isWithin(size, limits)) return { ...call, turns };
    const fewer = fromQuestion(turns, 1);
    if (!trims || fewer.length === turns.length) throw tooLong(call.modelId, size, limits);
    turns = fewer;
  }
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

function sizeOf({ instructions, turns }: Sized): Size {
  const texts = [instructions, ...turns.flatMap(textsOf)];
  return {
    characters: texts.reduce((sum, text) => sum + text.length, 0),
    tokens: texts.reduce((sum, text) => sum + estimateTokens(text), 0),
  };
}

function textsOf(turn: Turn): readonly string[] {
  if (turn.role === 'assistant') return [turn.text];
  // Only text files go to models with such limits: they are counted as ASCII, which Base64 lengthens by a third.
  return [turn.text, ...turn.files.map(({ data }) => 'a'.repeat(Math.ceil(data.length * 0.75)))];
}

/** The turns without the first `count` and without an answer to nothing; at least the last one. */
function fromQuestion(turns: readonly Turn[], count: number): readonly Turn[] {
  const start = turns.findIndex((turn, at) => at >= count && turn.role === 'user');
  return start === -1 ? turns : turns.slice(start);
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
