import { reasoningEfforts } from '#shared/provider/model.ts';
import type { ProviderDefinition } from '#shared/provider/provider.ts';
import { catalog, OFFLINE_PROVIDER_ID } from '../../provider/catalog/catalog.ts';

/** Any server at an address. */
export const COMPATIBLE_PROVIDER_ID = 'openai-compatible';

/** As `parseArgs` of Node wants them. */
export const options = {
  provider: { type: 'string', short: 'p' },
  'base-url': { type: 'string', multiple: true },
  model: { type: 'string', short: 'm' },
  fallback: { type: 'string', multiple: true, default: [] as string[] },
  system: { type: 'string', short: 's' },
  'key-env': { type: 'string' },
  'own-key-env': { type: 'string' },
  guest: { type: 'boolean', default: false },
  'no-stream': { type: 'boolean', default: false },
  messages: { type: 'string' },
  temperature: { type: 'string' },
  'top-p': { type: 'string' },
  'presence-penalty': { type: 'string' },
  'frequency-penalty': { type: 'string' },
  'max-tokens': { type: 'string' },
  'reasoning-effort': { type: 'string' },
  wait: { type: 'string' },
  providers: { type: 'boolean', default: false },
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
                       (default: the provider's usual one, sent to the provider's own address only)
      --own-key-env NAME
                       the variable with a key of your own, for a site that passes it on instead of a code
      --guest          get the code of a guest from the service first, where it gives any
      --messages FILE  a JSON list of {"role", "content"} before the prompt, which may be left out then;
                       "-" reads it from what is piped in. Roles: system, user, assistant
      --no-stream      ask for the whole answer at once
      --temperature N, --top-p N, --presence-penalty N, --frequency-penalty N
                       as the service takes them (see --providers); left out: as the service does
      --max-tokens N   the longest answer, in tokens
      --reasoning-effort LEVEL
                       ${reasoningEfforts.join(', ')}
      --wait TIME      how long to wait for a service that asks for it, such as 90, 5m or 1h30m
                       (default: 15 seconds; 0 never waits); Ctrl-C ends a wait
      --json           print one event a line, closed by a summary
      --proxy URL      http://, https:// or socks5://user@host:port, or "off" (default: HTTPS_PROXY, HTTP_PROXY,
                         ALL_PROXY and NO_PROXY); its password is read from PARLEY_PROXY_PASSWORD
      --ca FILE        certificates (PEM) to trust beside those of the system
      --timeout SEC    the longest silence before and within the answer (default: 300 and 120)
      --providers      print what each provider is, takes and needs, and since when it is closed; with
                       --provider of that one alone
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
