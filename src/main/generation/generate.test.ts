import { describe, expect, it } from 'vitest';
import { FailureError } from '#shared/failure.ts';
import type { StreamEvent } from '#shared/conversation/stream-event.ts';
import type { Clock } from '../provider/call/clock.ts';
import type { StreamOptions } from '../provider/call/stream.ts';
import { generate } from './generate.ts';
import type { Ending } from './generate.ts';

const model = { providerId: 'p', modelId: 'm' };
const text = (delta: string): StreamEvent => ({ type: 'text-delta', index: 0, delta });
const stop: StreamEvent = { type: 'finish', reason: 'stop' };
const failure = { code: 'rate-limited', message: 'm', retryable: true } as const;

/** A clock that stands still unless it is moved. */
function createClock(): Clock & { readonly advance: (ms: number) => void } {
  let elapsed = 1000;
  return {
    now: () => 0,
    elapsed: () => elapsed,
    sleep: () => Promise.resolve(),
    advance: (ms) => void (elapsed += ms),
  };
}

async function run(
  open: (options: StreamOptions) => AsyncIterable<StreamEvent>,
  options: { signal?: AbortSignal; clock?: Clock } = {},
): Promise<Ending & { readonly emitted: readonly StreamEvent[] }> {
  const { signal = new AbortController().signal, clock = createClock() } = options;
  const emitted: StreamEvent[] = [];
  const emit = (event: StreamEvent): void => void emitted.push(event);
  const batches = (opened: StreamOptions) => batched(open(opened));
  return { ...(await generate({ model, open: batches, emit, signal, clock })), emitted };
}

async function* batched(
  events: AsyncIterable<StreamEvent>,
): AsyncGenerator<readonly StreamEvent[]> {
  for await (const event of events) yield [event];
}

async function* streamOf(...events: StreamEvent[]): AsyncGenerator<StreamEvent> {
  for (const event of events) yield await Promise.resolve(event);
}

describe('a generation', () => {
  it('ends with the terminal event of its stream and hears nothing after it', async () => {
    const { terminal, emitted } = await run(() => streamOf(text('a'), stop, text('b'), stop));
    expect(terminal).toEqual(stop);
    expect(emitted).toEqual([text('a')]);
  });

  it('that stops early after some text keeps it and is malformed', async () => {
    const { terminal, emitted } = await run(() => streamOf(text('a')));
    expect(terminal).toMatchObject({ type: 'error', failure: { code: 'malformed-response' } });
    expect(emitted).toEqual([text('a')]);
  });

  it.each([
    ['nothing at all', []],
    ['an end alone', [stop]],
    ['an empty text', [text(''), stop]],
    ['a start and a count', [{ type: 'response-start' }, stop]],
  ] satisfies [string, StreamEvent[]][])('of %s is an empty response', async (_, events) => {
    const { terminal } = await run(() => streamOf(...events));
    expect(terminal).toMatchObject({ type: 'error', failure: { code: 'empty-response' } });
  });

  it('of nothing tells what the service says of it', async () => {
    const ended: StreamEvent = { type: 'finish', reason: 'other', detail: 'Malformed call' };
    const { terminal } = await run(() => streamOf(ended));
    expect(terminal).toMatchObject({
      failure: { code: 'empty-response', detail: 'Malformed call' },
    });
  });

  it('of nothing but what is not shown is an answer', async () => {
    const ended: StreamEvent = { type: 'finish', reason: 'stop', withheld: 'image' };
    expect((await run(() => streamOf(ended))).terminal).toEqual(ended);
  });

  it.each(['length', 'content-filter'] as const)(
    'may be empty when it ends by %s',
    async (reason) => {
      const { terminal } = await run(() => streamOf({ type: 'finish', reason }));
      expect(terminal).toEqual({ type: 'finish', reason });
    },
  );

  it('that throws ends with the failure and keeps what came before', async () => {
    const { terminal, emitted } = await run(async function* () {
      yield text('a');
      await Promise.resolve();
      throw new FailureError(failure);
    });
    expect(terminal).toEqual({ type: 'error', failure });
    expect(emitted).toEqual([text('a')]);
    const unexpected = await run(() => {
      return (async function* () {
        yield* streamOf();
        throw new TypeError('bug');
      })();
    });
    expect(unexpected.terminal).toMatchObject({ failure: { code: 'internal' } });
    const unopened = await run(() => {
      throw new FailureError(failure);
    });
    expect(unopened.terminal).toEqual({ type: 'error', failure });
  });

  it('hears nothing of a batch after its terminal event, or after an abort within it', async () => {
    const controller = new AbortController();
    const heard: StreamEvent[] = [];
    async function* batches(): AsyncGenerator<readonly StreamEvent[]> {
      yield await Promise.resolve([text('a'), text('b'), stop, text('c')]);
    }
    const options = { model, open: batches, clock: createClock(), signal: controller.signal };
    const ended = await generate({ ...options, emit: (event) => void heard.push(event) });
    expect(ended.terminal).toEqual(stop);
    const aborted = await generate({
      ...options,
      emit: (event) => {
        heard.push(event);
        controller.abort();
      },
    });
    expect(aborted.terminal).toEqual({ type: 'finish', reason: 'aborted' });
    expect(heard).toEqual([text('a'), text('b'), text('a')]);
  });

  it('ends when nobody can take its events', async () => {
    const { signal } = new AbortController();
    const emit = (): never => {
      throw new FailureError(failure);
    };
    const { terminal } = await generate({
      model,
      open: () => batched(streamOf(text('a'), stop)),
      emit,
      signal,
      clock: createClock(),
    });
    expect(terminal).toEqual({ type: 'error', failure });
  });

  it('is aborted at once, even when its stream never reacts', async () => {
    const controller = new AbortController();
    const ending = run(
      async function* () {
        yield text('a');
        await new Promise(() => {});
      },
      { signal: controller.signal },
    );
    setTimeout(() => controller.abort(), 5);
    const { terminal, emitted } = await ending;
    expect(terminal).toEqual({ type: 'finish', reason: 'aborted' });
    expect(emitted).toEqual([text('a')]);
  });

  it('emits nothing after it was aborted', async () => {
    const controller = new AbortController();
    const gate = Promise.withResolvers<void>();
    const { terminal, emitted } = await run(
      async function* () {
        yield text('a');
        controller.abort();
        await gate.promise;
        yield text('b');
        yield stop;
      },
      { signal: controller.signal },
    );
    gate.resolve();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(terminal).toEqual({ type: 'finish', reason: 'aborted' });
    expect(emitted).toEqual([text('a')]);
  });

  it('closes its stream when that has ended', async () => {
    let closed = false;
    await run(async function* () {
      try {
        yield text('a');
        yield stop;
        yield text('b');
      } finally {
        closed = true;
      }
    });
    expect(closed).toBe(true);
  });

  it('measures the first visible token and the whole', async () => {
    const clock = createClock();
    const { timing } = await run(
      async function* () {
        clock.advance(100);
        yield { type: 'response-start' };
        yield text('');
        clock.advance(50);
        yield { type: 'reasoning-delta', index: 0, delta: 'hm' };
        clock.advance(25);
        yield stop;
      },
      { clock },
    );
    expect(timing).toEqual({ firstTokenMs: 150, reasoningMs: 25, totalMs: 175 });
    expect((await run(() => streamOf(stop))).timing).toEqual({ totalMs: 0 });
  });

  it('records every attempt with its server, its time and its failure', async () => {
    const clock = createClock();
    const { route } = await run(
      async function* ({ onRoute }) {
        onRoute?.({ type: 'attempt', server: 'a.example' });
        clock.advance(10);
        onRoute?.({ type: 'attempt-failed', failure, retryInMs: 500 });
        clock.advance(500);
        onRoute?.({ type: 'attempt', server: 'b.example' });
        clock.advance(20);
        yield text('a');
        yield stop;
      },
      { clock },
    );
    expect(route).toEqual([
      { model, server: 'a.example', durationMs: 10, failure },
      { model, server: 'b.example', durationMs: 20 },
    ]);
  });
});
