import { parseArgs } from 'node:util';
import type { GenerationParameters } from '#shared/provider/model.ts';
import { addressesOf, isBuiltIn, kindsOf } from '#shared/provider/provider.ts';
import type { ProviderDefinition } from '#shared/provider/provider.ts';
import { originsOf } from '../../provider/catalog/base-url.ts';
import { closedSince } from '../../provider/catalog/closed.ts';
import type { GivenCredential } from '../../provider/catalog/credential.ts';
import { catalog, findDefinition, OFFLINE_PROVIDER_ID } from '../../provider/catalog/catalog.ts';
import { requestedMessages } from './messages.ts';
import type { AskMessages } from './messages.ts';
import type { TypedNetwork } from './network.ts';
import { COMPATIBLE_PROVIDER_ID, options } from './options.ts';
import { requestedParameters, requestedWait } from './parameters.ts';

/** What a person asked for on the command line. */
export type AskCommand =
  | { readonly type: 'help' }
  /** `message` says what to type instead. */
  | { readonly type: 'usage-error'; readonly message: string }
  | AskTask;

/** What there is to do, and by which way. */
export type AskTask = { readonly network: TypedNetwork; readonly json: boolean } & (
  | { readonly type: 'list-providers'; readonly definitions: readonly ProviderDefinition[] }
  | { readonly type: 'ask'; readonly request: AskRequest }
  | { readonly type: 'list-models'; readonly target: AskTarget }
  | { readonly type: 'doctor'; readonly target: AskTarget; readonly modelId: string | undefined }
);

/** What asks somebody. */
export type AskingTask = Exclude<AskTask, { type: 'list-providers' }>;

/** A provider as it is to be reached. */
export interface AskTarget {
  readonly definition: ProviderDefinition;
  /** As typed, or `null` for the row's own. */
  readonly baseUrl: string | null;
  readonly credential: GivenCredential | null;
  /** The variable with the usual key, which goes to no other server than the row's own unless it is named. */
  readonly withheld: string | null;
  /** Get the code of a guest from the service first. */
  readonly asGuest: boolean;
}

/** A model that answers when those before it cannot. */
export interface AskFallback {
  /** `null`: the provider of the question itself, with its address and its key. */
  readonly target: AskTarget | null;
  readonly modelId: string;
}

export interface AskRequest {
  readonly target: AskTarget;
  readonly modelId: string;
  readonly fallback: readonly AskFallback[];
  readonly instructions: string;
  readonly prompt: string;
  /** Of the file of messages; `piped`: it is what is piped in. */
  readonly messages: AskMessages | 'piped' | null;
  readonly parameters: GenerationParameters;
  readonly stream: boolean;
  /** How long to wait at most for a service that asks for it, in milliseconds. */
  readonly longestWaitMs: number | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

export function parseAskArguments(argv: readonly string[], environment: Environment): AskCommand {
  try {
    return requestedCommand(argv, environment);
  } catch (error) {
    return { type: 'usage-error', message: error instanceof Error ? error.message : String(error) };
  }
}

function requestedCommand(argv: readonly string[], environment: Environment): AskCommand {
  const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true });
  if (values.help) return { type: 'help' };
  const { model, json } = values;
  if (values.providers) {
    const definitions =
      values.provider === undefined ? catalog : [requestedDefinition(values.provider)];
    return { type: 'list-providers', definitions, json, network: {} };
  }
  const definition = requestedDefinition(
    values.provider ?? (values['base-url'] ? COMPATIBLE_PROVIDER_ID : OFFLINE_PROVIDER_ID),
  );
  const baseUrl = requestedBaseUrl(definition, values['base-url']);
  const variable = values['key-env'];
  const ownVariable = values['own-key-env'];
  const from = { variable, ownVariable, baseUrl, environment };
  const { credential, withheld } = requestedCredential(definition, from);
  const asGuest = requestedGuest(definition, { asGuest: values.guest, credential });
  const target = { definition, baseUrl, credential, withheld, asGuest };
  const { proxy, ca, timeout } = values;
  const how = { network: { proxy, ca, timeout }, json };
  if (values.doctor) return { type: 'doctor', target, modelId: model, ...how };
  if (credential === null && !asGuest) checkCredentialIsOptional(target, variable);
  if (values['list-models']) return { type: 'list-models', target, ...how };
  const request: AskRequest = {
    target,
    modelId: requestedModel(definition, model),
    fallback: values.fallback.map((text) => requestedFallback(text, target, environment)),
    instructions: values.system ?? '',
    prompt: positionals.join(' '),
    messages: requestedMessages(values.messages),
    parameters: requestedParameters(values, definition),
    stream: !values['no-stream'],
    longestWaitMs: requestedWait(values.wait),
  };
  return { type: 'ask', request, ...how };
}

/** `provider/model`; the model may have slashes of its own. */
function requestedFallback(text: string, first: AskTarget, environment: Environment): AskFallback {
  const [, id = '', modelId = ''] = /^([^/]+)\/(.+)$/.exec(text) ?? [];
  if (modelId === '') {
    throw new Error(`--fallback takes provider/model, such as ${OFFLINE_PROVIDER_ID}/eliza-1966.`);
  }
  if (id === first.definition.id) return { target: null, modelId };
  const definition = requestedDefinition(id);
  const baseUrl = requestedBaseUrl(definition);
  const found = requestedCredential(definition, { baseUrl, environment });
  return { target: { definition, baseUrl, ...found, asGuest: false }, modelId };
}

function requestedDefinition(id: string): ProviderDefinition {
  const definition = findDefinition(id);
  if (definition !== undefined) return definition;
  const known = catalog.map((row) => row.id).join(', ');
  throw new Error(`There is no provider "${id}". Choose one of: ${known}.`);
}

function requestedBaseUrl(
  definition: ProviderDefinition,
  baseUrls: readonly string[] = [],
): string | null {
  if (isBuiltIn(definition.adapter)) {
    if (baseUrls.length === 0) return null;
    throw new Error(`${definition.name} has no address. Name another --provider.`);
  }
  if (baseUrls.length > 0) return baseUrls.join(' ');
  if (definition.baseUrls.length > 0) return null;
  const closed = closedSince(definition);
  if (closed === undefined)
    throw new Error(`${definition.name} has no address of its own. Add --base-url.`);
  throw new Error(
    `${definition.name} cannot be asked: ${closed}. Name a server that speaks as it did with --base-url.`,
  );
}

function requestedModel(definition: ProviderDefinition, model?: string): string {
  const modelId = model ?? definition.models[0];
  if (modelId !== undefined && modelId !== '') return modelId;
  throw new Error(`${definition.name} has no default model. Add --model.`);
}

/** A key that the person named goes to the address beside it, the usual one to the row's own servers alone. */
function requestedCredential(
  definition: ProviderDefinition,
  from: {
    readonly variable?: string | undefined;
    readonly ownVariable?: string | undefined;
    readonly baseUrl: string | null;
    readonly environment: Environment;
  },
): Pick<AskTarget, 'credential' | 'withheld'> {
  const { variable, ownVariable, baseUrl, environment } = from;
  if (ownVariable !== undefined) {
    if (!kindsOf(definition).some((kind) => kind === 'own-key'))
      throw new Error(`${definition.name} takes no key but its own. Use --key-env.`);
    if (variable !== undefined)
      throw new Error('Only one of --key-env and --own-key-env is sent. Leave one out.');
    return given({ kind: 'own-key', secret: secretIn(ownVariable, environment) });
  }
  const [kind = 'key'] = kindsOf(definition);
  if (variable !== undefined) return given({ kind, secret: secretIn(variable, environment) });
  const { credentialVariable: usual = '' } = definition;
  const secret = environment[usual] ?? '';
  if (secret === '') return given(null);
  return isOwnServer(definition, baseUrl)
    ? given({ kind, secret })
    : { credential: null, withheld: usual };
}

function given(credential: GivenCredential | null): Pick<AskTarget, 'credential' | 'withheld'> {
  return { credential, withheld: null };
}

/** A row without an address of its own has no other server that its key could be for. */
function isOwnServer(definition: ProviderDefinition, baseUrl: string | null): boolean {
  const own = originsOf(definition.baseUrls);
  const asked = originsOf(addressesOf(baseUrl ?? ''));
  return own.length === 0 || asked.every((origin) => own.includes(origin));
}

function secretIn(variable: string, environment: Environment): string {
  const secret = environment[variable] ?? '';
  if (secret !== '') return secret;
  throw new Error(`The environment variable ${variable} is empty. Put the key into it.`);
}

function requestedGuest(
  { name, login }: ProviderDefinition,
  { asGuest, credential }: Pick<AskTarget, 'asGuest' | 'credential'>,
): boolean {
  if (asGuest && login === undefined) throw new Error(`${name} gives no codes to guests.`);
  return asGuest && credential === null;
}

function checkCredentialIsOptional(
  { definition, baseUrl }: AskTarget,
  named: string | undefined,
): void {
  if (definition.credential !== 'required' || baseUrl !== null) return;
  const variable = named ?? definition.credentialVariable;
  const place = variable === undefined ? 'Name its variable with --key-env' : `Set ${variable}`;
  throw new Error(`${definition.name} needs a key. ${place}.`);
}
