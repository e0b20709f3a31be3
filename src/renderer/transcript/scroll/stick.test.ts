import { expect, test } from 'vitest';
import { following, nextStick } from './stick.ts';
import type { StickEvent } from './stick.ts';

const after = (...events: StickEvent[]) => events.reduce(nextStick, following);
const grew: StickEvent = { type: 'grew' };
const up: StickEvent = { type: 'moved-up' };
const downTo = (isAtEnd: boolean): StickEvent => ({ type: 'scrolled', direction: 'down', isAtEnd });

test('growth alone never releases', () => {
  expect(after(grew, grew, grew)).toEqual(following);
});

test('the smallest upward input releases, even before the view has moved', () => {
  expect(after(up)).toEqual({ state: 'released', hasNews: false });
  expect(after({ type: 'scrolled', direction: 'up', isAtEnd: true }).state).toBe('released');
});

test('text that arrives while released is news and does not attach', () => {
  expect(after(up, grew, grew)).toEqual({ state: 'released', hasNews: true });
});

test('going down without reaching the end stays released', () => {
  expect(after(up, grew, downTo(false))).toEqual({ state: 'released', hasNews: true });
});

test('reaching the end attaches and clears the news', () => {
  expect(after(up, grew, downTo(true))).toEqual(following);
});

test('further upward input keeps the news', () => {
  expect(after(up, grew, up)).toEqual({ state: 'released', hasNews: true });
});

test('asking for the end attaches from anywhere', () => {
  expect(after(up, grew, { type: 'end-wanted' })).toEqual(following);
});
