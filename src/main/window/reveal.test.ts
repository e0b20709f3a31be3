import { EventEmitter } from 'node:events';
import type { BrowserWindow } from 'electron';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { whenHearing } from './reveal.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A window whose page is loading, or is not. */
function windowOf(isLoading: boolean) {
  const webContents = Object.assign(new EventEmitter(), {
    isLoading: () => isLoading,
    isDestroyed: () => false,
  });
  return { window: { webContents } as unknown as BrowserWindow, webContents };
}

test('a page that has loaded is told at once', () => {
  const tell = vi.fn();
  whenHearing(windowOf(false).window, tell);
  expect(tell).toHaveBeenCalledTimes(1);
});

test.each([[['dom-ready', 'did-finish-load']], [['did-finish-load']]])(
  'a page that loads is told once, after %j',
  (events) => {
    const tell = vi.fn();
    const { window, webContents } = windowOf(true);
    whenHearing(window, tell);
    expect(tell).not.toHaveBeenCalled();
    for (const event of events) webContents.emit(event);
    vi.runAllTimers();
    expect(tell).toHaveBeenCalledTimes(1);
  },
);

test('a page that never tells of its loading is told all the same', () => {
  const tell = vi.fn();
  whenHearing(windowOf(true).window, tell);
  vi.runAllTimers();
  expect(tell).toHaveBeenCalledTimes(1);
});

test('a page that loads late is told again, since its scripts had not run before', () => {
  const tell = vi.fn();
  const { window, webContents } = windowOf(true);
  whenHearing(window, tell);
  vi.runAllTimers();
  webContents.emit('dom-ready');
  webContents.emit('did-finish-load');
  expect(tell).toHaveBeenCalledTimes(2);
});
