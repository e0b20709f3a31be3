import { reasoningEfforts } from './model.ts';
import type { GenerationParameters } from './model.ts';
import { isBuiltIn } from './provider.ts';
import type { AdapterId, ProviderDefinition } from './provider.ts';

export type NumberParameter = Exclude<keyof GenerationParameters, 'reasoningEffort'>;

/** A number that a person may choose for answers of a service. */
export interface ParameterRange {
  readonly name: NumberParameter;
  readonly min: number;
  /** Absent: as much as the model can. */
  readonly max?: number;
  readonly isInteger?: true;
  /** What the row sends when nobody chooses; absent: the service decides. */
  readonly usual?: number;
}

/** What a person may choose for answers of a row. What is not among it is not sent. */
export interface ParameterChoice {
  readonly numbers: readonly ParameterRange[];
  /** Empty: the service knows none. */
  readonly efforts: readonly NonNullable<GenerationParameters['reasoningEffort']>[];
}

const ranges: Readonly<Record<NumberParameter, ParameterRange>> = {
  temperature: { name: 'temperature', min: 0, max: 2 },
  topP: { name: 'topP', min: 0, max: 1 },
  presencePenalty: { name: 'presencePenalty', min: -2, max: 2 },
  frequencyPenalty: { name: 'frequencyPenalty', min: -2, max: 2 },
  maxOutputTokens: { name: 'maxOutputTokens', min: 1, isInteger: true },
};

const all = Object.values(ranges);
const { temperature, topP, maxOutputTokens } = ranges;
/** Of Anthropic and chatbot-ui. */
const upToOne = { ...temperature, max: 1 };

const numbersOf: Readonly<Record<AdapterId, readonly ParameterRange[]>> = {
  'openai-chat': all,
  'openai-responses': [temperature, topP, maxOutputTokens],
  anthropic: [upToOne, topP, maxOutputTokens],
  gemini: all,
  ollama: all,
  'chatbot-ui': [upToOne],
  eliza: [],
};

/** The names that rows use for what they send when nobody chooses. */
const fields: Readonly<Record<NumberParameter, string>> = {
  temperature: 'temperature',
  topP: 'top_p',
  presencePenalty: 'presence_penalty',
  frequencyPenalty: 'frequency_penalty',
  maxOutputTokens: 'max_tokens',
};

export function parametersOf({ adapter, bodyDefaults }: ProviderDefinition): ParameterChoice {
  const numbers = numbersOf[adapter].map((range) => withUsual(range, bodyDefaults));
  const thinks = adapter !== 'chatbot-ui' && !isBuiltIn(adapter);
  return { numbers, efforts: thinks ? reasoningEfforts : [] };
}

function withUsual(
  range: ParameterRange,
  defaults: ProviderDefinition['bodyDefaults'],
): ParameterRange {
  const usual = defaults?.[fields[range.name]];
  return typeof usual === 'number' ? { ...range, usual } : range;
}

/** Whether a number is one that the service takes. */
export function isWithin({ min, max, isInteger }: ParameterRange, value: number): boolean {
  const isBounded = value >= min && value <= (max ?? Number.MAX_SAFE_INTEGER);
  return isBounded && (isInteger !== true || Number.isInteger(value));
}
