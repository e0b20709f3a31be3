import { startFakeServer } from './fake-server.ts';
import type {
  Exchange,
  FakeServerOptions,
  Scenario,
  Scenarios,
  SeenRequest,
} from './fake-server.ts';

/** A service of the past as a program: what it answers in each scenario. */
export interface FakeKind {
  readonly id: string;
  readonly scenarios: Scenarios;
  /** A code that it lets in, for services that answer to nobody without one. */
  readonly credential?: string;
  /** Servers that it had, each with an address of its own. */
  readonly serverCount?: number;
  /** Called at each start; what it returns answers every request. */
  readonly open: () => (visit: Visit) => unknown;
}

export interface Visit extends Exchange {
  readonly scenario: Scenario;
  readonly scenarioName: string;
  /** Which of the servers was asked, from 0. */
  readonly serverIndex: number;
}

export interface FakeServiceOptions extends FakeServerOptions {
  readonly scenario?: string;
}

export interface FakeService {
  /** The addresses of its sites, in the order of the service; the first stands for it. */
  readonly urls: readonly string[];
  readonly url: string;
  /** Every request to the service so far, oldest first, of all servers. */
  readonly requests: () => readonly SeenRequest[];
  /** Throws for a scenario that the service does not have. */
  readonly play: (scenario: string) => void;
  readonly close: () => Promise<void>;
}

/** Below it, and on no path of any service: which scenario is played, and what was asked so far. */
const CONTROL = '/.fake/';

/**
 * A service on this computer. The scenario can be changed for all requests (`POST /.fake/scenario?name=NAME`) or for one
 * (`?scenario=NAME` or the header `x-fake-scenario`). `GET /.fake/requests` tells what came in.
 */
export async function startFakeService(
  kind: FakeKind,
  { scenario = 'good', port = 0, ...options }: FakeServiceOptions = {},
): Promise<FakeService> {
  let playing = named(kind, scenario);
  const answer = kind.open();
  const servers = await Promise.all(
    Array.from({ length: kind.serverCount ?? 1 }, (_, serverIndex) =>
      startFakeServer((exchange) => visit(exchange, serverIndex), {
        ...options,
        port: port === 0 ? 0 : port + serverIndex,
      }),
    ),
  );
  if (playing === 'refuse') for (const server of servers) server.refuse();
  const requests = (): readonly SeenRequest[] =>
    servers.flatMap((server) => server.requests).filter(({ path }) => !path.startsWith(CONTROL));

  function visit(exchange: Exchange, serverIndex: number): unknown {
    const { request, response } = exchange;
    if (request.path.startsWith(CONTROL)) return control(exchange);
    const asked = request.query.get('scenario') ?? request.headers['x-fake-scenario'];
    const scenarioName = typeof asked === 'string' ? asked : playing;
    const scenario = kind.scenarios[scenarioName];
    if (scenario === undefined) return response.writeHead(400).end(`no scenario ${scenarioName}`);
    const position = requests().filter(isLike(request)).length - 1;
    return answer({ ...exchange, position, scenario, scenarioName, serverIndex });
  }

  function control({ request, response }: Exchange): void {
    const name = request.query.get('name') ?? '';
    if (request.path === `${CONTROL}scenario` && name in kind.scenarios) {
      playing = name;
      response.end(`${name}\n`);
    } else if (request.path === `${CONTROL}requests`) {
      const seen = requests().map(({ method, path, rawHeaders, body }) => ({
        method,
        path,
        headers: rawHeaders,
        body: body.toString('utf8'),
      }));
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(seen));
    } else response.writeHead(404).end();
  }

  const urls = servers.map(({ url }) => url);
  return {
    urls,
    url: urls[0] ?? '',
    requests,
    play: (name) => {
      playing = named(kind, name);
    },
    close: async () => {
      await Promise.all(servers.map((server) => server.close()));
    },
  };
}

function isLike({ method, path }: SeenRequest): (other: SeenRequest) => boolean {
  return (other) => other.method === method && other.path === path;
}

function named({ id, scenarios }: FakeKind, name: string): string {
  if (name in scenarios) return name;
  const known = Object.keys(scenarios).join(', ');
  throw new Error(`${id} has no scenario "${name}". Choose one of: ${known}.`);
}
