import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createHeldClock } from './held-clock.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function clockOf() {
  const onEnd = vi.fn<() => void>();
  return { clock: createHeldClock(1000, onEnd), onEnd };
}

test('it ends once, when its time is over', () => {
  const { clock, onEnd } = clockOf();
  clock.start();
  vi.advanceTimersByTime(999);
  expect(onEnd).not.toHaveBeenCalled();
  vi.advanceTimersByTime(5000);
  expect(onEnd).toHaveBeenCalledOnce();
});

test('a pointer that leaves does not start it while the keyboard is there', () => {
  const { clock, onEnd } = clockOf();
  clock.start();
  clock.hold('focus');
  clock.hold('pointer');
  clock.release('pointer');
  vi.advanceTimersByTime(5000);
  expect(onEnd).not.toHaveBeenCalled();
  clock.release('focus');
  vi.advanceTimersByTime(1000);
  expect(onEnd).toHaveBeenCalledOnce();
});

test('who did not hold it does not start it anew, and it can be stopped', () => {
  const { clock, onEnd } = clockOf();
  const stop = clock.start();
  vi.advanceTimersByTime(900);
  clock.release('pointer');
  vi.advanceTimersByTime(100);
  expect(onEnd).toHaveBeenCalledOnce();
  stop();
  clock.start()();
  vi.advanceTimersByTime(5000);
  expect(onEnd).toHaveBeenCalledOnce();
});
