import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { StreamEvent } from '#shared/conversation/stream-event.ts';
import { createEventBatch } from './batch-events.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function collect(): {
  batches: (readonly StreamEvent[])[];
  batch: ReturnType<typeof createEventBatch>;
} {
  const batches: (readonly StreamEvent[])[] = [];
  return { batches, batch: createEventBatch((events) => void batches.push(events)) };
}

const text = (delta: string, index = 0): StreamEvent => ({ type: 'text-delta', index, delta });
const reasoning = (delta: string, index = 0): StreamEvent => {
  return { type: 'reasoning-delta', index, delta };
};

describe('a batch of events', () => {
  it('does not delay the first delta after a pause', () => {
    const { batches, batch } = collect();
    batch.add(text('a'));
    expect(batches).toEqual([[text('a')]]);
    vi.advanceTimersByTime(100);
    batch.add(text('b'));
    expect(batches).toEqual([[text('a')], [text('b')]]);
  });

  it('holds what follows for 16 ms and merges the deltas of a part', () => {
    const { batches, batch } = collect();
    for (const delta of ['a', 'b', 'c']) batch.add(text(delta));
    vi.advanceTimersByTime(15);
    expect(batches).toHaveLength(1);
    vi.advanceTimersByTime(1);
    batch.add(text('d'));
    vi.advanceTimersByTime(16);
    expect(batches).toEqual([[text('a')], [text('bc')], [text('d')]]);
  });

  it('merges only neighbours of the same part and kind', () => {
    const { batches, batch } = collect();
    batch.add(text('-'));
    const events = [reasoning('a'), reasoning('b'), text('c', 1), text('d', 2), text('e', 1)];
    for (const event of events) batch.add(event);
    batch.flush();
    expect(batches[1]).toEqual([reasoning('ab'), text('c', 1), text('d', 2), text('e', 1)]);
  });

  it('keeps the identity of a tool call while its input grows', () => {
    const { batches, batch } = collect();
    const call = { type: 'tool-input-delta', index: 0, toolCallId: 'c', toolName: 't' } as const;
    batch.add(text('-'));
    batch.add({ ...call, delta: '{"a"' });
    batch.add({ ...call, delta: ':1}' });
    batch.flush();
    expect(batches[1]).toEqual([{ ...call, delta: '{"a":1}' }]);
  });

  it('brings anything but a delta at once, behind the deltas before it', () => {
    const { batches, batch } = collect();
    for (const delta of ['a', 'b']) batch.add(text(delta));
    batch.add({ type: 'part-end', index: 0 });
    expect(batches).toEqual([[text('a')], [text('b'), { type: 'part-end', index: 0 }]]);
  });

  it('never commits nothing', () => {
    const { batches, batch } = collect();
    batch.flush();
    batch.add(text('a'));
    batch.flush();
    vi.advanceTimersByTime(1000);
    expect(batches).toHaveLength(1);
  });

  it('never loses, doubles or reorders anything, at any pace', () => {
    let seed = 42;
    const random = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((seed / 2_147_483_648) * below);
    };
    const { batches, batch } = collect();
    const sent: StreamEvent[] = [];
    for (let count = 0; count < 2000; count += 1) {
      const kinds = [text(`${count},`), text(`${count},`, 1), reasoning(`${count},`, 2)];
      const event = random(20) === 0 ? ({ type: 'part-end', index: 0 } as const) : kinds[random(3)];
      if (event === undefined) continue;
      sent.push(event);
      batch.add(event);
      vi.advanceTimersByTime(random(9));
    }
    batch.flush();
    expect(spell(batches.flat())).toBe(spell(sent));
    expect(batches.length).toBeLessThan(sent.length);
  });
});

/** A sequence of events as text in which merging leaves no trace. */
function spell(events: readonly StreamEvent[]): string {
  const pieces = events.flatMap((event) =>
    'delta' in event
      ? event.delta.split(',').flatMap((digits) => {
          return digits === '' ? [] : [`${event.type}${event.index}:${digits}`];
        })
      : [event.type],
  );
  return pieces.join(' ');
}
