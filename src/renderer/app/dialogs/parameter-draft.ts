import type { GenerationParameters } from '#shared/provider/model.ts';
import { isWithin, parametersOf } from '#shared/provider/parameters.ts';
import type { NumberParameter, ParameterChoice } from '#shared/provider/parameters.ts';
import type { ProviderDefinition } from '#shared/provider/provider.ts';

type Effort = NonNullable<GenerationParameters['reasoningEffort']>;

/** The parameters as they stand in the form; an empty text is none: the service does as it does. */
export interface ParameterDraft {
  readonly numbers: Readonly<Record<NumberParameter, string>>;
  readonly effort: Effort | 'default';
}

const names: readonly NumberParameter[] = [
  'temperature',
  'maxOutputTokens',
  'topP',
  'presencePenalty',
  'frequencyPenalty',
];

/** What may be chosen for a row; for a provider that is gone what most take, so that nothing chosen is hidden. */
export function choiceOf(definition: ProviderDefinition | undefined): ParameterChoice {
  return parametersOf(
    definition ?? {
      id: '',
      name: '',
      adapter: 'openai-chat',
      baseUrls: [],
      auth: { type: 'none' },
      credential: 'none',
      models: [],
    },
  );
}

export function draftOf(parameters: GenerationParameters): ParameterDraft {
  const text = (name: NumberParameter): string => String(parameters[name] ?? '');
  return {
    numbers: {
      temperature: text('temperature'),
      maxOutputTokens: text('maxOutputTokens'),
      topP: text('topP'),
      presencePenalty: text('presencePenalty'),
      frequencyPenalty: text('frequencyPenalty'),
    },
    effort: parameters.reasoningEffort ?? 'default',
  };
}

/** The numbers that the service does not take. One that it does not know at all is not asked about. */
export function errorsOf(
  { numbers }: ParameterDraft,
  choice: ParameterChoice,
): ReadonlySet<NumberParameter> {
  const wrong = choice.numbers.filter((range) => {
    const text = numbers[range.name].trim();
    return text !== '' && !isWithin(range, numberIn(text));
  });
  return new Set(wrong.map(({ name }) => name));
}

/** What is kept. Numbers of which `errorsOf` complains are not in it. */
export function parametersIn({ numbers, effort }: ParameterDraft): GenerationParameters {
  const parameters: GenerationParameters = {};
  for (const name of names) {
    const value = numberIn(numbers[name].trim());
    if (!Number.isNaN(value)) parameters[name] = value;
  }
  return { ...parameters, ...(effort !== 'default' && { reasoningEffort: effort }) };
}

/** With the decimal sign of either language. */
function numberIn(text: string): number {
  return /^[-+]?\d*[.,]?\d+$/.test(text) ? Number(text.replace(',', '.')) : Number.NaN;
}
