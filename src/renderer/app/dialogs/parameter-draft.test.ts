import { expect, it } from 'vitest';
import type { GenerationParameters } from '#shared/provider/model.ts';
import type { ProviderDefinition } from '#shared/provider/provider.ts';
import { choiceOf, draftOf, errorsOf, parametersIn } from './parameter-draft.ts';

const anthropic: ProviderDefinition = {
  id: 'a',
  name: 'A',
  adapter: 'anthropic',
  baseUrls: [],
  auth: { type: 'none' },
  credential: 'none',
  models: [],
};

const chosen: GenerationParameters = {
  temperature: 0,
  maxOutputTokens: 100,
  topP: 0.5,
  presencePenalty: -1.5,
  frequencyPenalty: 2,
  reasoningEffort: 'low',
};

it('What was chosen comes back unchanged, and what was not stays the service’s own.', () => {
  expect(parametersIn(draftOf(chosen))).toEqual(chosen);
  expect(parametersIn(draftOf({}))).toEqual({});
});

it('A number is judged by what the service takes.', () => {
  const draft = draftOf({ ...chosen, temperature: 1.5 });
  expect(errorsOf(draft, choiceOf(undefined))).toEqual(new Set());
  expect(errorsOf(draft, choiceOf(anthropic))).toEqual(new Set(['temperature']));
});

it.each(['warm', '2.1', '-0.1', '1e0', '0.5.5', '0x1', 'Infinity'])(
  '%j is no temperature.',
  (text) => {
    const draft = { ...draftOf({}), numbers: { ...draftOf({}).numbers, temperature: text } };
    expect(errorsOf(draft, choiceOf(undefined))).toEqual(new Set(['temperature']));
  },
);

it('A decimal comma is a decimal sign, and a limit is whole.', () => {
  const { numbers } = draftOf({});
  const typed = { effort: 'default', numbers: { ...numbers, temperature: ' 0,7 ' } } as const;
  expect(errorsOf(typed, choiceOf(undefined))).toEqual(new Set());
  expect(parametersIn(typed)).toEqual({ temperature: 0.7 });
  const half = { ...typed, numbers: { ...numbers, maxOutputTokens: '1.5' } };
  expect(errorsOf(half, choiceOf(undefined))).toEqual(new Set(['maxOutputTokens']));
});
