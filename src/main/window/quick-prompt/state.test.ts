import { expect, test } from 'vitest';
import { hiddenQuickPrompt, nextQuickPrompt } from './state.ts';
import type { QuickPromptEvent, QuickPromptHold, QuickPromptState } from './state.ts';

const hidden = hiddenQuickPrompt(false);
const shown: QuickPromptState = {
  status: 'shown',
  isPinned: false,
  hasFocus: true,
  isCalled: false,
  holds: [],
};
const pinned: QuickPromptState = { ...shown, isPinned: true };
const pinnedAndLeft: QuickPromptState = { ...pinned, hasFocus: false };
const called: QuickPromptState = { ...pinnedAndLeft, isCalled: true };
const holds: readonly QuickPromptHold[] = ['dialog', 'menu', 'composition'];

const held = (by: QuickPromptHold, state = shown): QuickPromptState => ({ ...state, holds: [by] });

function effectsOf(state: QuickPromptState, event: QuickPromptEvent): readonly string[] {
  return nextQuickPrompt(state, event).effects.map((effect) => {
    if (effect.type === 'place') return `place-on-${effect.on}`;
    return effect.type === 'hide' && effect.returnFocus ? 'hide-and-return-focus' : effect.type;
  });
}

const everyEvent: readonly QuickPromptEvent[] = [
  { type: 'toggled' },
  { type: 'dismissed' },
  { type: 'focused' },
  { type: 'blurred' },
  { type: 'focus-checked', hasFocus: true },
  { type: 'focus-checked', hasFocus: false },
  { type: 'settled' },
  { type: 'pinned', isPinned: true },
  { type: 'pinned', isPinned: false },
  ...holds.flatMap((by): QuickPromptEvent[] => [
    { type: 'held', by },
    { type: 'released', by },
  ]),
  { type: 'displays-changed' },
  { type: 'handed-over' },
  { type: 'page-gone' },
];

test('the key opens it: placed before it is seen, then focused', () => {
  const { state } = nextQuickPrompt(hidden, { type: 'toggled' });
  expect(state).toEqual(shown);
  expect(effectsOf(hidden, { type: 'toggled' })).toEqual([
    'place-on-cursor',
    'show',
    'take-focus',
    'check-focus',
  ]);
});

test('the same key closes it and gives the focus back', () => {
  expect(nextQuickPrompt(shown, { type: 'toggled' }).state).toEqual(hidden);
  expect(effectsOf(shown, { type: 'toggled' })).toEqual(['hide-and-return-focus']);
  expect(effectsOf(pinned, { type: 'toggled' })).toEqual(['hide-and-return-focus']);
});

test('the key brings a pinned one that was left back to hand instead of closing it', () => {
  expect(nextQuickPrompt(pinnedAndLeft, { type: 'toggled' }).state).toEqual(called);
  expect(effectsOf(pinnedAndLeft, { type: 'toggled' })).toEqual([
    'place-on-cursor',
    'take-focus',
    'check-focus',
  ]);
  expect(nextQuickPrompt(called, { type: 'focused' }).state).toEqual(pinned);
});

test('a system that gives no focus and tells nothing: the key opens it, closes it, and never anything else', () => {
  const unfocused = nextQuickPrompt(shown, { type: 'focus-checked', hasFocus: false });
  expect(unfocused).toEqual({ state: { ...shown, hasFocus: false }, effects: [] });
  expect(effectsOf(unfocused.state, { type: 'toggled' })).toEqual(['hide']);
  // Pinned, it may have been left: it is called to hand once, and the next press closes it.
  const stillLeft = nextQuickPrompt(called, { type: 'focus-checked', hasFocus: false });
  expect(stillLeft.state).toBe(called);
  expect(effectsOf(called, { type: 'toggled' })).toEqual(['hide']);
  // Used after all, by a click for one, it hides when it is left.
  const used = nextQuickPrompt(unfocused.state, { type: 'focused' });
  expect(used.state).toEqual(shown);
  expect(effectsOf(used.state, { type: 'blurred' })).toEqual(['hide']);
});

test('hidden by someone who told nothing, it is known as hidden, and the key opens it', () => {
  for (const state of [shown, pinned, pinnedAndLeft, held('composition')]) {
    const { state: after, effects } = nextQuickPrompt(state, { type: 'vanished' });
    expect(after).toEqual(hiddenQuickPrompt(state.isPinned));
    expect(effects).toEqual([{ type: 'hide', returnFocus: false }]);
  }
});

test('Esc closes it and gives the focus back, pinned or not', () => {
  expect(effectsOf(shown, { type: 'dismissed' })).toEqual(['hide-and-return-focus']);
  expect(effectsOf(pinned, { type: 'dismissed' })).toEqual(['hide-and-return-focus']);
  expect(nextQuickPrompt(pinned, { type: 'dismissed' }).state).toEqual(hiddenQuickPrompt(true));
});

test('closed from outside while another window is used, it takes no focus along', () => {
  expect(effectsOf(pinnedAndLeft, { type: 'dismissed' })).toEqual(['hide']);
});

test('it hides when another window is used, and leaves the focus there', () => {
  expect(effectsOf(shown, { type: 'blurred' })).toEqual(['hide']);
  expect(nextQuickPrompt(shown, { type: 'blurred' }).state).toEqual(hidden);
});

test('pinned, it stays when another window is used, and knows when it is used again', () => {
  expect(nextQuickPrompt(pinned, { type: 'blurred' })).toEqual({
    state: pinnedAndLeft,
    effects: [],
  });
  expect(nextQuickPrompt(pinnedAndLeft, { type: 'focused' })).toEqual({
    state: pinned,
    effects: [],
  });
});

test('unpinned while another window is used, it hides; while it is used itself, it stays', () => {
  expect(effectsOf(pinnedAndLeft, { type: 'pinned', isPinned: false })).toEqual(['hide']);
  expect(nextQuickPrompt(pinned, { type: 'pinned', isPinned: false })).toEqual({
    state: shown,
    effects: [],
  });
});

test('a pin set while it is hidden counts at the next opening', () => {
  const { state } = nextQuickPrompt(hidden, { type: 'pinned', isPinned: true });
  expect(state).toEqual(hiddenQuickPrompt(true));
  expect(nextQuickPrompt(state, { type: 'toggled' }).state).toEqual(pinned);
});

test.each(holds)('while a %s of its own is open nothing but handing over closes it', (by) => {
  for (const event of everyEvent) {
    const { state } = nextQuickPrompt(held(by), event);
    expect(state.status, event.type).toBe(event.type === 'handed-over' ? 'hidden' : 'shown');
  }
});

test.each(holds)('the focus may leave for a %s and is given time to come back from it', (by) => {
  const left = nextQuickPrompt(held(by), { type: 'blurred' });
  expect(left).toEqual({ state: { ...held(by), hasFocus: false }, effects: [] });
  const after = nextQuickPrompt(left.state, { type: 'released', by });
  expect(after).toEqual({ state: { ...shown, hasFocus: false }, effects: [{ type: 'settle' }] });
  expect(effectsOf(after.state, { type: 'settled' })).toEqual(['hide']);
  const back = nextQuickPrompt(after.state, { type: 'focused' });
  expect(nextQuickPrompt(back.state, { type: 'settled' })).toEqual({ state: shown, effects: [] });
});

test('two holds have both to end, and each begins and ends once', () => {
  const one = nextQuickPrompt(shown, { type: 'held', by: 'dialog' }).state;
  expect(nextQuickPrompt(one, { type: 'held', by: 'dialog' }).state).toBe(one);
  const both = nextQuickPrompt(one, { type: 'held', by: 'composition' }).state;
  const left = nextQuickPrompt(both, { type: 'blurred' }).state;
  const onlyOne = nextQuickPrompt(left, { type: 'released', by: 'dialog' });
  expect(onlyOne.effects).toEqual([]);
  expect(nextQuickPrompt(onlyOne.state, { type: 'released', by: 'dialog' }).state).toBe(
    onlyOne.state,
  );
  expect(effectsOf(onlyOne.state, { type: 'released', by: 'composition' })).toEqual(['settle']);
});

test('a change of the displays places it again, but only while it is on screen', () => {
  expect(effectsOf(shown, { type: 'displays-changed' })).toEqual(['place-on-same']);
  expect(effectsOf(pinnedAndLeft, { type: 'displays-changed' })).toEqual(['place-on-same']);
  expect(effectsOf(hidden, { type: 'displays-changed' })).toEqual([]);
});

test('handing over hides it without touching the focus, which is the main window’s', () => {
  for (const state of [shown, pinned, held('composition')]) {
    expect(effectsOf(state, { type: 'handed-over' })).toEqual(['hide']);
  }
});

test('a page that is gone holds nothing', () => {
  expect(nextQuickPrompt(held('dialog'), { type: 'page-gone' })).toEqual({
    state: shown,
    effects: [{ type: 'settle' }],
  });
  expect(nextQuickPrompt(shown, { type: 'page-gone' }).state).toBe(shown);
});

test('nothing but the key opens it, and an opening begins without holds', () => {
  for (const event of everyEvent.filter(({ type }) => type !== 'toggled')) {
    expect(nextQuickPrompt(hidden, event).state.status, event.type).toBe('hidden');
    expect(effectsOf(hidden, event), event.type).toEqual([]);
  }
  const late = nextQuickPrompt(hidden, { type: 'held', by: 'dialog' }).state;
  expect(nextQuickPrompt(late, { type: 'toggled' }).state.holds).toEqual([]);
});

test('whatever happens, what is hidden has neither focus nor holds', () => {
  let states: readonly QuickPromptState[] = [hidden];
  for (let depth = 0; depth < 4; depth += 1) {
    states = states.flatMap((state) =>
      everyEvent.map((event) => nextQuickPrompt(state, event).state),
    );
    states = [...new Map(states.map((state) => [JSON.stringify(state), state])).values()];
  }
  for (const state of states.filter(({ status }) => status === 'hidden')) {
    expect(state).toEqual(hiddenQuickPrompt(state.isPinned));
  }
});
