import { parametersOf } from '#shared/provider/parameters.ts';
import type { ParameterChoice } from '#shared/provider/parameters.ts';
import { isBuiltIn, kindsOf, modelsOfRow } from '#shared/provider/provider.ts';
import type { CredentialKind, ProviderDefinition } from '#shared/provider/provider.ts';
import type { ModelInfo } from '#shared/provider/model.ts';
import type { Sink } from './output.ts';
import { parameterOptions } from '../arguments/parameters.ts';

/** What a row is and takes: a line of `--providers --json`. */
export interface ListedProvider {
  readonly id: string;
  readonly name: string;
  /** Whether it can be asked without naming an address. */
  readonly working: boolean;
  readonly closed: { readonly since: string; readonly reason: string } | null;
  readonly needsAddress: boolean;
  readonly needsAuth: boolean;
  readonly credentials: readonly CredentialKind[];
  /** Where the credential is looked for without `--key-env`. */
  readonly keyVariable: string | null;
  readonly guestCodes: boolean;
  readonly streams: boolean;
  readonly format: string;
  readonly addresses: readonly string[];
  /** How long a wait it may ask for and still be asked again by itself, in milliseconds; `null`: the usual 15 s. */
  readonly longestWaitMs: number | null;
  readonly parameters: ParameterChoice;
  /** Known without asking; the first is the default. */
  readonly models: readonly (ModelInfo & { readonly maxCharacters?: number })[];
}

export function listedProvider(row: ProviderDefinition): ListedProvider {
  const { id, name, baseUrls, adapter, retired, modelFields } = row;
  const needsAddress = baseUrls.length === 0 && !isBuiltIn(adapter);
  return {
    id,
    name,
    working: retired === undefined && !needsAddress,
    closed: retired === undefined ? null : { since: retired.since, reason: retired.reason.en },
    needsAddress,
    needsAuth: row.credential === 'required',
    credentials: kindsOf(row),
    keyVariable: row.credentialVariable ?? null,
    guestCodes: row.login !== undefined,
    streams: true,
    format: adapter,
    addresses: baseUrls,
    longestWaitMs: row.longestWaitMs ?? null,
    parameters: parametersOf(row),
    models: modelsOfRow(row).map((model) => withLimit(model, modelFields?.[model.id])),
  };
}

function withLimit(
  model: ModelInfo,
  fields: Readonly<Record<string, unknown>> | undefined,
): ListedProvider['models'][number] {
  const longest = fields?.['maxLength'];
  return typeof longest === 'number' ? { ...model, maxCharacters: longest } : model;
}

/** What there is, for a person, or a JSON object a line. */
export function listProviders(
  definitions: readonly ProviderDefinition[],
  { json }: { readonly json: boolean },
  out: Sink,
): void {
  const listed = definitions.map(listedProvider);
  const written = json ? listed.map((row) => JSON.stringify(row)) : listed.map(described);
  out.write(`${written.join(json ? '\n' : '\n\n')}\n`);
}

const kindWords: Readonly<Record<CredentialKind, string>> = {
  key: 'a key',
  'access-code': 'an access code',
  'own-key': 'a key of your own (--own-key-env)',
};

function described(row: ListedProvider): string {
  const { closed, needsAddress, addresses, guestCodes, keyVariable, longestWaitMs } = row;
  const credentials = row.credentials.map((kind) => kindWords[kind]).join(' or ');
  const usual = keyVariable === null ? '' : ` in ${keyVariable}`;
  const lines: readonly (readonly [string, string])[] = [
    ['closed', closed === null ? '' : `since ${closed.since}. ${closed.reason}`],
    ['address', needsAddress ? 'of your own, with --base-url' : addresses.join(', ')],
    [row.needsAuth ? 'needs' : 'takes', credentials === '' ? '' : `${credentials}${usual}`],
    ['guests', guestCodes ? 'get a code with --guest' : ''],
    ['answers', row.streams ? 'word by word, or whole with --no-stream' : 'whole'],
    [
      'waits',
      longestWaitMs === null ? '' : `up to ${longestWaitMs / 1000} s when it asks for that`,
    ],
    ['options', optionWords(row.parameters)],
    ['models', row.models.map(modelWords).join(', ')],
  ];
  const told = lines.filter(([, words]) => words !== '');
  return [
    `${row.id}  ${row.name}`,
    ...told.map(([what, words]) => `  ${what.padEnd(8)} ${words}`),
  ].join('\n');
}

function optionWords({ numbers, efforts }: ParameterChoice): string {
  const options = numbers.map(({ name, min, max, usual }) => {
    const range = max === undefined ? `${min}…` : `${min}…${max}`;
    return `--${parameterOptions[name]} ${range}${usual === undefined ? '' : ` (${usual})`}`;
  });
  return [
    ...options,
    ...(efforts.length === 0 ? [] : [`--reasoning-effort ${efforts.join('|')}`]),
  ].join(', ');
}

function modelWords({
  id,
  contextLength,
  maxCharacters,
}: ListedProvider['models'][number]): string {
  const limits = [
    ...(contextLength === undefined ? [] : [`${contextLength} tokens`]),
    ...(maxCharacters === undefined ? [] : [`${maxCharacters} characters`]),
  ];
  return limits.length === 0 ? id : `${id} (${limits.join(', ')})`;
}
