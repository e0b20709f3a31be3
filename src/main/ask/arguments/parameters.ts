import { reasoningEfforts } from '#shared/provider/model.ts';
import type { GenerationParameters } from '#shared/provider/model.ts';
import { isWithin, parametersOf } from '#shared/provider/parameters.ts';
import type { NumberParameter, ParameterRange } from '#shared/provider/parameters.ts';
import type { ProviderDefinition } from '#shared/provider/provider.ts';
import { delayOfText } from '../../provider/formats/failure/delay.ts';

/** The option of each parameter. */
export const parameterOptions = {
  temperature: 'temperature',
  topP: 'top-p',
  presencePenalty: 'presence-penalty',
  frequencyPenalty: 'frequency-penalty',
  maxOutputTokens: 'max-tokens',
} as const satisfies Record<NumberParameter, string>;

type ParameterOption = (typeof parameterOptions)[NumberParameter] | 'reasoning-effort';
type Typed = Readonly<Partial<Record<ParameterOption, string | undefined>>>;

/** What was typed, as the row takes it. Throws an `Error` that says what to type instead. */
export function requestedParameters(
  typed: Typed,
  definition: ProviderDefinition,
): GenerationParameters {
  const { numbers, efforts } = parametersOf(definition);
  const parameters: GenerationParameters = {};
  for (const name of Object.keys(parameterOptions) as NumberParameter[]) {
    const option = parameterOptions[name];
    const text = typed[option];
    if (text === undefined) continue;
    const range = numbers.find((known) => known.name === name);
    if (range === undefined)
      throw new Error(`${definition.name} takes no --${option}. Leave it out.`);
    const value = text.trim() === '' ? Number.NaN : Number(text);
    if (!isWithin(range, value)) throw new Error(`--${option} takes ${rangeWords(range)}.`);
    parameters[name] = value;
  }
  const effort = typed['reasoning-effort'];
  if (effort === undefined) return parameters;
  if (efforts.length === 0)
    throw new Error(`${definition.name} takes no --reasoning-effort. Leave it out.`);
  const known = reasoningEfforts.find((level) => level === effort);
  if (known === undefined)
    throw new Error(`--reasoning-effort is one of: ${reasoningEfforts.join(', ')}.`);
  return { ...parameters, reasoningEffort: known };
}

/** `a number from 0 to 2`, `a whole number from 1`. */
export function rangeWords({ min, max, isInteger }: ParameterRange): string {
  const kind = isInteger === true ? 'a whole number' : 'a number';
  return `${kind} from ${min}${max === undefined ? '' : ` to ${max}`}`;
}

/** A day. */
export const LONGEST_WAIT_MS = 86_400_000;

/** In milliseconds: seconds without a unit, or a duration. Throws an `Error` that says what to type instead. */
export function requestedWait(typed: string | undefined): number | undefined {
  if (typed === undefined) return undefined;
  const seconds = typed.trim() === '' ? Number.NaN : Number(typed);
  const milliseconds = Number.isNaN(seconds) ? delayOfText(typed) : seconds * 1000;
  if (milliseconds !== undefined && milliseconds >= 0 && milliseconds <= LONGEST_WAIT_MS)
    return milliseconds;
  throw new Error('--wait takes seconds or a time such as 5m, at most a day.');
}
