import { expect, test } from 'vitest';
import { createGlobalShortcut } from './global-shortcut.ts';

/** A system that hands out keys as Electron's does. */
function setUp(taken: readonly string[] = []) {
  const keys = new Map<string, () => void>();
  const log: string[] = [];
  let suspended = false;
  const shortcut = createGlobalShortcut({
    system: {
      register: (accelerator, callback) => {
        if (accelerator === 'Control+No') throw new TypeError('no such key');
        if (suspended || keys.has(accelerator) || taken.includes(accelerator)) return false;
        keys.set(accelerator, callback);
        return true;
      },
      unregister: (accelerator) => keys.delete(accelerator),
      setSuspended: (value) => {
        suspended = value;
      },
    },
    onPress: () => log.push('pressed'),
    onChange: () => log.push(shortcut.state().status),
    report: () => log.push('reported'),
  });
  const press = (accelerator: string): void => {
    if (!suspended) keys.get(accelerator)?.();
  };
  return { shortcut, press, keys, log };
}

test('keys that nobody has are registered, and their press is done', () => {
  const { shortcut, press, log } = setUp();
  shortcut.use('Control+Alt+Space', 'direct');
  expect(shortcut.state()).toEqual({
    accelerator: 'Control+Alt+Space',
    status: 'registered',
    arrived: false,
  });
  press('Control+Alt+Space');
  press('Control+Alt+Space');
  expect(log).toEqual(['registered', 'registered', 'pressed', 'pressed']);
  expect(shortcut.state().arrived).toBe(true);
});

test('keys that another program has are said to be taken', () => {
  const { shortcut } = setUp(['Alt+Space']);
  shortcut.use('Alt+Space', 'direct');
  expect(shortcut.state().status).toBe('taken');
});

test('keys without a name on this platform are refused and reported', () => {
  const { shortcut, log } = setUp();
  shortcut.use('Control+No', 'direct');
  expect(shortcut.state().status).toBe('taken');
  expect(log).toEqual(['reported', 'taken']);
});

test('new keys give the old ones back', () => {
  const { shortcut, keys } = setUp(['Alt+Space']);
  shortcut.use('Control+Alt+A', 'direct');
  shortcut.use('Alt+Space', 'direct');
  expect([...keys.keys()]).toEqual([]);
  shortcut.use('Control+Alt+B', 'direct');
  shortcut.use('', 'direct');
  expect([...keys.keys()]).toEqual([]);
  expect(shortcut.state()).toEqual({ accelerator: '', status: 'off', arrived: false });
});

test('a desktop that decides by itself was only asked', () => {
  const { shortcut, press } = setUp();
  shortcut.use('Control+Alt+Space', 'portal');
  expect(shortcut.state().status).toBe('requested');
  press('Control+Alt+Space');
  expect(shortcut.state().arrived).toBe(true);
});

test('a desktop that hands out nothing, or refuses, needs its own settings', () => {
  const { shortcut, keys } = setUp(['Alt+Space']);
  shortcut.use('Control+Alt+Space', 'none');
  expect(shortcut.state().status).toBe('needs-desktop');
  expect(keys.size).toBe(0);
  shortcut.use('Alt+Space', 'portal');
  expect(shortcut.state().status).toBe('needs-desktop');
});

test('while it is verified, one press is told and does nothing else', () => {
  const { shortcut, press, log } = setUp();
  shortcut.use('Control+Alt+A', 'direct');
  press('Control+Alt+A');
  shortcut.verify(true);
  expect(shortcut.state().arrived).toBe(false);
  press('Control+Alt+A');
  expect(shortcut.state().arrived).toBe(true);
  press('Control+Alt+A');
  expect(log.filter((each) => each === 'pressed')).toHaveLength(2);
});

test('while one is recorded the keys are left alone, and new ones end the recording', () => {
  const { shortcut, press, log } = setUp();
  shortcut.use('Control+Alt+A', 'direct');
  shortcut.record(true);
  press('Control+Alt+A');
  expect(log).toEqual(['registered']);
  shortcut.use('Control+Alt+B', 'direct');
  expect(shortcut.state().status).toBe('registered');
  press('Control+Alt+B');
  expect(log.at(-1)).toBe('pressed');
});
