import { parseArgs } from 'node:util';
import type { ProviderDefinition } from '#shared/provider.ts';
import { catalog, findDefinition, OFFLINE_PROVIDER_ID } from '../provider/catalog.ts';

/** What a person asked for on the command line. */
export type AskCommand =
  | { readonly type: 'help' }
  /** `message` says what to type instead. */
  | { readonly type: 'usage-error'; readonly message: string }
  | { readonly type: 'ask'; readonly request: AskRequest };

export interface AskRequest {
  readonly definition: ProviderDefinition;
  readonly modelId: string;
  /** As typed, or `null` for the row's own. */
  readonly baseUrl: string | null;
  readonly credential: string | null;
  readonly instructions: string;
  readonly prompt: string;
  readonly stream: boolean;
  readonly json: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

const options = {
  provider: { type: 'string', short: 'p', default: OFFLINE_PROVIDER_ID },
  'base-url': { type: 'string' },
  model: { type: 'string', short: 'm' },
  system: { type: 'string', short: 's' },
  'key-env': { type: 'string' },
  'no-stream': { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

export const usageText = `Usage: parley ask [options] "prompt"

Asks a language model once and prints its answer. What is piped in is appended to the prompt;
the prompt "-" stands for what is piped in alone. Nothing is stored.

  -p, --provider ID    who answers (default: ${OFFLINE_PROVIDER_ID}, which needs no network):
${catalog.map(({ id, name }) => `                         ${id.padEnd(20)} ${name}`).join('\n')}
      --base-url URL   another address of the provider, such as http://127.0.0.1:1234/v1
  -m, --model ID       the model (default: the provider's first)
  -s, --system TEXT    instructions for the model
      --key-env NAME   the environment variable with the key (default: the provider's usual one)
      --no-stream      ask for the whole answer at once
      --json           print one event a line, closed by a summary
  -h, --help           print this

Exit codes: 0 answered, 2 wrong usage, 3 the provider failed, 130 aborted.
`;

export function parseAskArguments(argv: readonly string[], environment: Environment): AskCommand {
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true });
    if (values.help) return { type: 'help' };
    const definition = requestedDefinition(values.provider);
    const baseUrl = requestedBaseUrl(definition, values['base-url']);
    const request: AskRequest = {
      definition,
      baseUrl,
      modelId: requestedModel(definition, values.model),
      credential: requestedCredential(definition, {
        baseUrl,
        variable: values['key-env'],
        environment,
      }),
      instructions: values.system ?? '',
      prompt: positionals.join(' '),
      stream: !values['no-stream'],
      json: values.json,
    };
    return { type: 'ask', request };
  } catch (error) {
    return { type: 'usage-error', message: error instanceof Error ? error.message : String(error) };
  }
}

function requestedDefinition(id: string): ProviderDefinition {
  const definition = findDefinition(id);
  if (definition !== undefined) return definition;
  const known = catalog.map((row) => row.id).join(', ');
  throw new Error(`There is no provider "${id}". Choose one of: ${known}.`);
}

function requestedBaseUrl(definition: ProviderDefinition, baseUrl?: string): string | null {
  if (definition.adapter === 'eliza') {
    if (baseUrl === undefined) return null;
    throw new Error(`${definition.name} has no address. Name another --provider.`);
  }
  if (baseUrl !== undefined) return baseUrl;
  if (definition.baseUrls.length > 0) return null;
  throw new Error(`${definition.name} has no address of its own. Add --base-url.`);
}

function requestedModel(definition: ProviderDefinition, model?: string): string {
  const modelId = model ?? definition.models[0];
  if (modelId !== undefined && modelId !== '') return modelId;
  throw new Error(`${definition.name} has no default model. Add --model.`);
}

function requestedCredential(
  definition: ProviderDefinition,
  from: { baseUrl: string | null; variable: string | undefined; environment: Environment },
): string | null {
  const variable = from.variable ?? definition.credentialVariable;
  const credential = variable === undefined ? undefined : from.environment[variable];
  if (credential !== undefined && credential !== '') return credential;
  if (from.variable !== undefined) {
    throw new Error(`The environment variable ${from.variable} is empty. Put the key into it.`);
  }
  if (definition.credential === 'required' && from.baseUrl === null) {
    const place = variable === undefined ? 'Name its variable with --key-env' : `Set ${variable}`;
    throw new Error(`${definition.name} needs a key. ${place}.`);
  }
  return null;
}
