import { expect, test } from 'vitest';
import type { NewVersion, UpdateState } from '#shared/update/update.ts';
import { may, nextState } from './state.ts';
import type { UpdateEvent } from './state.ts';

const version: NewVersion = {
  version: '1.1.0',
  early: false,
  publishedAt: '2027-02-28T08:00:00Z',
  notes: { en: '' },
  page: 'https://parley.example/',
  way: 'install',
  size: 10,
};
const newer: NewVersion = { ...version, version: '1.2.0' };

const states: readonly UpdateState[] = [
  { phase: 'off' },
  { phase: 'idle', fault: null },
  { phase: 'idle', fault: 'expired' },
  { phase: 'checking' },
  { phase: 'available', version, fault: null },
  { phase: 'available', version, fault: 'disk' },
  { phase: 'downloading', version, received: 5 },
  { phase: 'ready', version },
  { phase: 'installing', version },
];
const events: readonly UpdateEvent[] = [
  { type: 'check-began' },
  { type: 'check-ended', version: null },
  { type: 'check-ended', version: newer },
  { type: 'check-failed', fault: 'unreachable' },
  { type: 'download-began' },
  { type: 'download-went-on', received: 7 },
  { type: 'download-ended' },
  { type: 'download-failed', fault: 'damaged' },
  { type: 'download-cancelled' },
  { type: 'install-began' },
  { type: 'install-failed', fault: 'not-installed' },
];

test('A copy that nobody publishes stays off', () => {
  for (const event of events) expect(nextState({ phase: 'off' }, event)).toEqual({ phase: 'off' });
});

test('No failure loses a version that was found', () => {
  const failures = events.filter(({ type }) => type.endsWith('failed'));
  for (const state of states.filter((each) => 'version' in each))
    for (const event of failures)
      expect('version' in nextState(state, event), `${state.phase} ${event.type}`).toBe(true);
});

test('What is ready or being installed is only ever reached from its download', () => {
  for (const state of states)
    for (const event of events) {
      const { phase } = nextState(state, event);
      if (phase === 'ready') expect(['downloading', 'ready']).toContain(state.phase);
      if (phase === 'installing') expect(['ready', 'installing']).toContain(state.phase);
    }
});

test('A download is of the version that was shown, to its end', () => {
  for (const event of events) {
    const after = nextState({ phase: 'downloading', version, received: 5 }, event);
    expect('version' in after ? after.version : null).toBe(version);
  }
});

test('Every state is left again', () => {
  for (const state of states.filter(({ phase }) => phase !== 'off'))
    expect(
      events.some((event) => nextState(state, event).phase !== state.phase),
      state.phase,
    ).toBe(true);
});

function phases(what: Parameters<typeof may>[0]): string[] {
  return [...new Set(states.filter((state) => may(what, state)).map(({ phase }) => phase))];
}

test('What is under way is not begun twice, and what Parley does not install is not downloaded', () => {
  expect(phases('check')).toEqual(['idle', 'available', 'ready']);
  expect(phases('download')).toEqual(['available']);
  expect(phases('install')).toEqual(['ready']);
  const told = { phase: 'available', version: { ...version, way: 'system' }, fault: null } as const;
  expect(may('download', told)).toBe(false);
});
