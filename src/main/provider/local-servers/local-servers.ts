import type { LocalServer } from '#shared/provider/local-server.ts';
import type { ModelInfo } from '#shared/provider/model.ts';
import { isBuiltIn } from '#shared/provider/provider.ts';
import type { ConfiguredProvider } from '#shared/provider/provider.ts';
import type { Http } from '../../net/http.ts';
import type { Adapter } from '../formats/adapter.ts';
import { adapters } from '../formats/adapters.ts';
import { parseJson } from '../formats/wire.ts';
import { joinUrl } from '../catalog/base-url.ts';
import { findDefinition } from '../catalog/catalog.ts';
import type { Clock } from '../call/clock.ts';
import { isLocked, localServerKinds } from './kinds.ts';
import type { LocalAnswer, LocalServerKind } from './kinds.ts';

/** The servers of this computer that were found, and the search for them. */
export interface LocalServers {
  /** Every server that answered since the start, in the order of the catalog; those that stopped are among them. */
  readonly found: () => readonly LocalServer[];
  /**
   * Asks every known address once, all at the same time; resolves when each has answered or had its 300 ms. A silent
   * address is then probed once more with a longer timeout. A call during another, or less than a second
   * after it, is that one. Never rejects.
   */
  readonly search: () => Promise<void>;
}

export interface LocalServersDependencies {
  /** Goes to a loopback address straight. */
  readonly http: Http;
  readonly clock: Clock;
  readonly configured: () => readonly ConfiguredProvider[];
  /** Where a row's program is, instead of at the row's own address; see {@link localAddresses}. */
  readonly addresses?: LocalAddresses | undefined;
  /** A server came, went, or serves other models. */
  readonly onChange?: () => void;
  /** How long an address may take, in milliseconds. */
  readonly probeMs?: number | undefined;
}

/** Base URLs by the id of the row. */
export type LocalAddresses = Readonly<Record<string, readonly string[]>>;

const DEFAULT_PROBE_MS = 300;
/** A computer that starts programs is slow: so many times as long is waited for one that seems to be there. */
const PATIENCE = 10;
const REST_MS = 1000;
const ANSWER_LIMIT = 1024 * 1024;

export function createLocalServers(dependencies: LocalServersDependencies): LocalServers {
  const { http, clock, configured, addresses = {}, onChange } = dependencies;
  const { probeMs = DEFAULT_PROBE_MS } = dependencies;
  let found: readonly LocalServer[] = [];
  let searching: Promise<void> | null = null;
  let searches = 0;
  let searchedAt = Number.NEGATIVE_INFINITY;

  function search(): Promise<void> {
    if (searching === null && clock.elapsed() - searchedAt < REST_MS) return Promise.resolve();
    searching ??= searchNow().finally(() => {
      searching = null;
      searchedAt = clock.elapsed();
    });
    return searching;
  }

  async function searchNow(): Promise<void> {
    const places = localServerKinds.flatMap((kind) =>
      addressesOf(kind, configured(), addresses).map((baseUrl) => ({ kind, baseUrl })),
    );
    const states = await Promise.all(places.map((place) => stateOf(place, http, probeMs)));
    searches += 1;
    take(states);
    if (states.some(({ answered }) => answered === 'silent')) void askSilent(states, searches);
  }

  /** What another search has found meanwhile is newer. */
  async function askSilent(states: readonly LocalState[], search: number): Promise<void> {
    const again = await Promise.all(
      states.map(async (state) =>
        state.answered === 'silent' ? await stateOf(state, http, probeMs * PATIENCE) : state,
      ),
    );
    if (search === searches) take(again);
  }

  function take(states: readonly LocalState[]): void {
    const next = states.flatMap(({ baseUrl, kind: { definitionId }, answered }) => {
      const former = found.find((server) => isAt(server, definitionId, baseUrl));
      switch (answered) {
        case 'silent':
          return former === undefined ? [] : [former];
        case 'absent':
          return former === undefined ? [] : [{ ...former, isRunning: false }];
        default:
          return [{ definitionId, baseUrl, isRunning: true, models: answered }];
      }
    });
    const isChanged = JSON.stringify(next) !== JSON.stringify(found);
    found = next;
    if (isChanged) onChange?.();
  }

  return { found: () => found, search };
}

/** Addresses that a person moved by the programs' own variables: https://docs.ollama.com/faq */
export function localAddresses(
  environment: Readonly<Record<string, string | undefined>>,
): LocalAddresses {
  const host = environment['OLLAMA_HOST']?.trim() ?? '';
  const url = host === '' ? null : URL.parse(host.includes('://') ? host : `http://${host}`);
  if (url === null || url.protocol !== 'http:') return {};
  // Listening everywhere is listening here as well.
  const hostname = url.hostname === '0.0.0.0' ? '127.0.0.1' : url.hostname;
  return { ollama: [`http://${hostname}:${url.port === '' ? '11434' : url.port}`] };
}

function addressesOf(
  { definitionId }: LocalServerKind,
  configured: readonly ConfiguredProvider[],
  addresses: LocalAddresses,
): readonly string[] {
  const own = configured.flatMap((provider) =>
    provider.definitionId === definitionId && provider.baseUrl !== null ? [provider.baseUrl] : [],
  );
  const known = findDefinition(definitionId)?.baseUrls ?? [];
  const all = [...(addresses[definitionId] ?? known), ...own];
  return [...new Set(all)].filter(isThisComputer);
}

/** Only by its number: a name may mean anything. */
function isThisComputer(baseUrl: string): boolean {
  const hostname = URL.parse(baseUrl)?.hostname;
  return hostname === '127.0.0.1' || hostname === '[::1]';
}

interface LocalPlace {
  readonly kind: LocalServerKind;
  readonly baseUrl: string;
}

interface LocalState extends LocalPlace {
  /** The models of the program; `silent`: too busy to answer in time; `absent`: not there, or another one. */
  readonly answered: readonly ModelInfo[] | 'silent' | 'absent';
}

async function stateOf(
  { kind, baseUrl }: LocalPlace,
  http: Http,
  milliseconds: number,
): Promise<LocalState> {
  const signal = AbortSignal.timeout(milliseconds);
  try {
    const answered = await probe(kind, baseUrl, (url) => ask(http, url, signal));
    return { kind, baseUrl, answered };
  } catch {
    return { kind, baseUrl, answered: signal.aborted ? 'silent' : 'absent' };
  }
}

async function probe(
  kind: LocalServerKind,
  baseUrl: string,
  ask: (url: string) => Promise<LocalAnswer>,
): Promise<LocalState['answered']> {
  const adapter = adapterOf(kind);
  const root = new URL(kind.path, baseUrl).href;
  const listUrl = joinUrl(baseUrl, adapter.models.path).href;
  const [answer, separateList] = await Promise.all([
    ask(root),
    kind.listsModels === true ? null : ask(listUrl),
  ]);
  if (!kind.recognizes(answer)) return 'absent';
  const list = separateList ?? answer;
  if (isLocked(list)) return [];
  // Some list their models in the order of their last use.
  return adapter.models.parse(list.body).toSorted(byId);
}

function adapterOf({ definitionId }: LocalServerKind): Adapter {
  const id = findDefinition(definitionId)?.adapter;
  if (id === undefined || isBuiltIn(id)) throw new Error(`${definitionId} is not in the catalog`);
  return adapters[id];
}

async function ask(http: Http, url: string, signal: AbortSignal): Promise<LocalAnswer> {
  const headers = { accept: 'application/json' };
  const response = await http.send({ method: 'GET', url, headers }, signal);
  const text = await response.text(ANSWER_LIMIT);
  return { status: response.status, headers: response.headers, body: parseJson(text) };
}

function byId({ id: one }: ModelInfo, { id: other }: ModelInfo): number {
  return one.localeCompare(other, 'en');
}

function isAt(server: LocalServer, definitionId: string, baseUrl: string): boolean {
  return server.definitionId === definitionId && server.baseUrl === baseUrl;
}
