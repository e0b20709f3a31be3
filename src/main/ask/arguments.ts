import { parseArgs } from 'node:util';
import { kindsOf } from '#shared/provider/provider.ts';
import type { ProviderDefinition } from '#shared/provider/provider.ts';
import type { HttpOptions } from '../net/http.ts';
import { closedSince } from '../provider/catalog/closed.ts';
import type { GivenCredential } from '../provider/catalog/credential.ts';
import { catalog, findDefinition, OFFLINE_PROVIDER_ID } from '../provider/catalog/catalog.ts';
import { requestedNetwork } from './network.ts';

/** What a person asked for on the command line. */
export type AskCommand =
  | { readonly type: 'help' }
  /** `message` says what to type instead. */
  | { readonly type: 'usage-error'; readonly message: string }
  | AskTask;

/** What there is to do, and by which way. */
export type AskTask = { readonly network: HttpOptions; readonly json: boolean } & (
  | { readonly type: 'ask'; readonly request: AskRequest }
  | { readonly type: 'list-models'; readonly target: AskTarget }
  | { readonly type: 'doctor'; readonly target: AskTarget; readonly modelId: string | undefined }
);

/** A provider as it is to be reached. */
export interface AskTarget {
  readonly definition: ProviderDefinition;
  /** As typed, or `null` for the row's own. */
  readonly baseUrl: string | null;
  readonly credential: GivenCredential | null;
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
  readonly stream: boolean;
}

/** Any server at an address. */
const COMPATIBLE_PROVIDER_ID = 'openai-compatible';

type Environment = Readonly<Record<string, string | undefined>>;

const options = {
  provider: { type: 'string', short: 'p' },
  'base-url': { type: 'string', multiple: true },
  model: { type: 'string', short: 'm' },
  fallback: { type: 'string', multiple: true, default: [] as string[] },
  system: { type: 'string', short: 's' },
  'key-env': { type: 'string' },
  'own-key-env': { type: 'string' },
  guest: { type: 'boolean', default: false },
  'no-stream': { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  proxy: { type: 'string' },
  ca: { type: 'string' },
  timeout: { type: 'string' },
  'list-models': { type: 'boolean', default: false },
  doctor: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

export const usageText = `Usage: parley ask [options] "prompt"

Asks a language model once and prints its answer. What is piped in is appended to the prompt;
the prompt "-" stands for what is piped in alone. Nothing is stored.

  -p, --provider ID    who answers (default: ${OFFLINE_PROVIDER_ID}, which needs no network, or
                       ${COMPATIBLE_PROVIDER_ID} where --base-url is given):
${catalog.map(providerLine).join('\n')}
      --base-url URL   another address of the provider, such as http://127.0.0.1:1234/v1;
                       may be repeated: of several servers the next one is asked when one fails
  -m, --model ID       the model (default: the provider's first)
      --fallback PROVIDER/MODEL
                       answers when those before it cannot; may be repeated
  -s, --system TEXT    instructions for the model
      --key-env NAME   the environment variable with the key, or the access code of a site
                       (default: the provider's usual one)
      --own-key-env NAME
                       the variable with a key of your own, for a site that passes it on instead of a code
      --guest          get the code of a guest from the service first, where it gives any
      --no-stream      ask for the whole answer at once
      --json           print one event a line, closed by a summary
      --proxy URL      http://, https:// or socks5://user@host:port, or "off" (default: HTTPS_PROXY, HTTP_PROXY,
                         ALL_PROXY and NO_PROXY); its password is read from PARLEY_PROXY_PASSWORD
      --ca FILE        certificates (PEM) to trust beside those of the system
      --timeout SEC    the longest silence before and within the answer (default: 300 and 120)
      --list-models    print the models of the provider and end
      --doctor         check the connection to the provider step by step and end
  -h, --help           print this

Exit codes: 0 answered (or checked and well), 2 wrong usage, 3 the provider failed, 130 aborted.
`;

/** A closed service is named as such: it needs --base-url. */
function providerLine({ id, name, retired }: ProviderDefinition): string {
  const closed = retired === undefined ? '' : ` (closed ${retired.since}; needs --base-url)`;
  return `                         ${id.padEnd(20)} ${name}${closed}`;
}

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
  const definition = requestedDefinition(
    values.provider ?? (values['base-url'] ? COMPATIBLE_PROVIDER_ID : OFFLINE_PROVIDER_ID),
  );
  const baseUrl = requestedBaseUrl(definition, values['base-url']);
  const variable = values['key-env'];
  const ownVariable = values['own-key-env'];
  const credential = requestedCredential(definition, { variable, ownVariable, environment });
  const asGuest = requestedGuest(definition, { asGuest: values.guest, credential });
  const target = { definition, baseUrl, credential, asGuest };
  const how = { network: requestedNetwork(values, environment), json };
  if (values.doctor) return { type: 'doctor', target, modelId: model, ...how };
  if (credential === null && !asGuest) checkCredentialIsOptional(target, variable);
  if (values['list-models']) return { type: 'list-models', target, ...how };
  const request: AskRequest = {
    target,
    modelId: requestedModel(definition, model),
    fallback: values.fallback.map((text) => requestedFallback(text, target, environment)),
    instructions: values.system ?? '',
    prompt: positionals.join(' '),
    stream: !values['no-stream'],
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
  const credential = requestedCredential(definition, { environment });
  return { target: { definition, baseUrl, credential, asGuest: false }, modelId };
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
  if (definition.adapter === 'eliza') {
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

function requestedCredential(
  definition: ProviderDefinition,
  from: {
    readonly variable?: string | undefined;
    readonly ownVariable?: string | undefined;
    readonly environment: Environment;
  },
): GivenCredential | null {
  const { variable, ownVariable, environment } = from;
  if (ownVariable !== undefined) {
    if (!kindsOf(definition).some((kind) => kind === 'own-key'))
      throw new Error(`${definition.name} takes no key but its own. Use --key-env.`);
    if (variable !== undefined)
      throw new Error('Only one of --key-env and --own-key-env is sent. Leave one out.');
    return { kind: 'own-key', secret: secretIn(ownVariable, environment) };
  }
  const [kind = 'key'] = kindsOf(definition);
  if (variable !== undefined) return { kind, secret: secretIn(variable, environment) };
  const usual = environment[definition.credentialVariable ?? ''] ?? '';
  return usual === '' ? null : { kind, secret: usual };
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
