import { request as httpRequest } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { finished } from 'node:stream';

/**
 * The clients of 2023, as far as their parse rules are documented: what they made of an answer shows whether a fake
 * service is like the real one. The defects are theirs.
 */
export type LegacyOutcome =
  | { readonly type: 'answered'; readonly pieces: readonly (string | null | undefined)[] }
  /** `name` is what Python calls such an error. */
  | { readonly type: 'raised'; readonly name: LegacyError; readonly pieces: readonly unknown[] };

export type LegacyError =
  | 'IndexError'
  | 'KeyError'
  | 'JSONDecodeError'
  | 'UnicodeDecodeError'
  | 'Exception'
  | 'Timeout'
  | 'ConnectionError';

export class LegacyFault extends Error {
  readonly fault: LegacyError;

  constructor(fault: LegacyError, message: string = fault) {
    super(message);
    this.fault = fault;
  }
}

export interface LegacyResponse {
  readonly status: number;
  readonly reason: string;
  readonly cookies: readonly string[];
  /** The chunks of the body as they came. */
  readonly chunks: AsyncIterable<Buffer>;
}

/** Collects what a parse rule yields until it ends or raises. */
export async function outcomeOf(
  pieces: AsyncIterable<string | null | undefined>,
  most = Number.POSITIVE_INFINITY,
): Promise<LegacyOutcome> {
  const seen: (string | null | undefined)[] = [];
  try {
    for await (const piece of pieces) {
      seen.push(piece);
      if (seen.length >= most) break;
    }
    return { type: 'answered', pieces: seen };
  } catch (error) {
    if (error instanceof LegacyFault) return { type: 'raised', name: error.fault, pieces: seen };
    return { type: 'raised', name: 'ConnectionError', pieces: seen };
  }
}

/** Posts without a proxy, retries or a look at the status; each chunk of the transfer encoding comes by itself. */
export function legacyRequest(
  url: string,
  {
    headers = {},
    body,
    idleMs,
  }: {
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: object;
    readonly idleMs?: number;
  } = {},
): Promise<LegacyResponse> {
  return new Promise((resolve, reject) => {
    const method = body === undefined ? 'GET' : 'POST';
    const request = httpRequest(url, { method, headers, agent: false }, (response) => {
      resolve({
        status: response.statusCode ?? 0,
        reason: response.statusMessage ?? '',
        cookies: response.headers['set-cookie'] ?? [],
        chunks: chunksOf(response),
      });
    });
    request.on('error', reject);
    if (idleMs !== undefined)
      request.setTimeout(idleMs, () => request.destroy(new LegacyFault('Timeout')));
    request.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

/** Each chunk by itself: iterating over the response would join those that wait. */
function chunksOf(response: IncomingMessage): AsyncIterable<Buffer> {
  const chunks: Buffer[] = [];
  let wake: (() => void) | undefined;
  let ended: { readonly error: Error | undefined } | undefined;
  response.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    wake?.();
  });
  finished(response, (error) => {
    ended = { error: error ?? undefined };
    wake?.();
  });

  async function* read(): AsyncGenerator<Buffer> {
    for (;;) {
      const chunk = chunks.shift();
      if (chunk !== undefined) yield chunk;
      else if (ended?.error !== undefined) throw ended.error;
      else if (ended !== undefined) return;
      else
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    }
  }

  return { [Symbol.asyncIterator]: read };
}

export const legacyBody = {
  messages: [{ role: 'user', content: 'Hello' }],
  stream: true,
  model: 'gpt-3.5-turbo',
  temperature: 0.5,
  presence_penalty: 0,
  frequency_penalty: 0,
  top_p: 1,
} as const;

/** Equing: of each chunk of at most 1024 bytes that contains `content`, what is behind the first `data: `. */
export async function* readAsEquing(response: LegacyResponse): AsyncGenerator<string> {
  for await (const chunk of atMost(1024, response.chunks)) {
    const text = chunk.toString('utf8');
    if (!text.includes('content')) continue;
    const token = contentOf(parsed(partOf(text.split('data: '), 1)));
    if (token !== undefined && token !== null && token !== '') yield token;
  }
}

/** EasyChat: the status decides, then line by line, split at `data:` wherever it is. */
export async function* readAsEasyChat(
  response: LegacyResponse,
): AsyncGenerator<string | null | undefined> {
  if (response.status !== 200) {
    const { status, reason } = response;
    throw new LegacyFault('Exception', `Error ${status} from server : ${reason}`);
  }
  for (const line of linesOf(await wholeText(response))) {
    if (!line.includes('content')) continue;
    const delta = deltaOf(parsed(partOf(line.split(/data: ?/), 1)));
    if (!('content' in delta)) throw new LegacyFault('KeyError');
    yield delta['content'] as string | null;
  }
}

/** GravityEngine: one JSON document with one text. */
export async function* readAsGravityEngine(response: LegacyResponse): AsyncGenerator<string> {
  const value = parsed(await wholeText(response)) as {
    choices?: { message: { content: string } }[];
  };
  if (typeof value !== 'object' || value.choices === undefined) throw new LegacyFault('KeyError');
  yield value.choices[0]?.message.content ?? '';
}

export interface DfeHubRun {
  readonly open: () => Promise<LegacyResponse>;
  /** Called with the seconds that it would sleep. */
  readonly sleep: (seconds: number) => void;
}

/** DfeHub: a line with `detail` in it means to sleep for its last decimal number of seconds and to ask anew. */
export async function* readAsDfeHub(run: DfeHubRun): AsyncGenerator<string | null | undefined> {
  for (const line of linesOf(await wholeText(await run.open()))) {
    if (line.includes('detail')) {
      const seconds = line.match(/\d+\.\d+/g)?.at(-1);
      if (seconds === undefined) throw new LegacyFault('IndexError');
      run.sleep(Number(seconds));
      yield* readAsDfeHub(run);
    }
    if (!line.includes('content')) continue;
    const delta = deltaOf(parsed(partOf(line.split('data: '), 1)));
    if (!('content' in delta)) throw new LegacyFault('KeyError');
    yield delta['content'] as string | null;
  }
}

/** Liaobots: every chunk of at most 2046 bytes is UTF-8 by itself; the status does not matter. */
export async function* readAsLiaobots(response: LegacyResponse): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  for await (const chunk of atMost(2046, response.chunks)) {
    try {
      yield decoder.decode(chunk);
    } catch {
      throw new LegacyFault('UnicodeDecodeError');
    }
  }
}

async function* atMost(size: number, chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const chunk of chunks)
    for (let start = 0; start < chunk.length; start += size)
      yield chunk.subarray(start, start + size);
}

async function wholeText(response: LegacyResponse): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of response.chunks) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function linesOf(text: string): readonly string[] {
  return text.split(/\r\n|\n|\r/);
}

function partOf(parts: readonly string[], position: number): string {
  const part = parts[position];
  if (part === undefined) throw new LegacyFault('IndexError');
  return part;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new LegacyFault('JSONDecodeError');
  }
}

function deltaOf(value: unknown): Readonly<Record<string, unknown>> {
  const { choices } = value as { choices?: { delta: Readonly<Record<string, unknown>> }[] };
  if (choices === undefined) throw new LegacyFault('KeyError');
  const [choice] = choices;
  if (choice === undefined) throw new LegacyFault('IndexError');
  return choice.delta;
}

function contentOf(value: unknown): string | null | undefined {
  return deltaOf(value)['content'] as string | null | undefined;
}
