/* oxlint-disable unicorn/consistent-function-scoping -- what a page evaluates sees nothing outside of itself */
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright';
import type { LongConversation } from './library.ts';

/** The longest time between two frames, and how many took over 50 ms. */
export interface Frames {
  readonly worstMs: number;
  readonly over50Ms: number;
}

/** From the press on its row to the frame after its last words are there, in milliseconds. */
export function openConversation(page: Page, conversation: LongConversation): Promise<number> {
  return page.evaluate(async ({ title, lastWords }) => {
    const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
    const row = document.querySelector<HTMLElement>(`[data-conversation-row][title="${title}"]`);
    if (row === null) throw new Error(`There is no row "${title}".`);
    const isThere = () =>
      document.querySelector('[role="log"]')?.textContent.includes(lastWords) === true;
    if (isThere()) throw new Error(`"${title}" is open already.`);
    await frame();
    const start = performance.now();
    row.click();
    while (!isThere()) await frame();
    await frame();
    return performance.now() - start;
  }, conversation);
}

/** Scrolls the transcript upwards, so many pixels a frame. Throws when it moved less than half of that. */
export function scrollUp(page: Page, frames: number, pixels: number): Promise<Frames> {
  return page.evaluate(
    async ([count, step]) => {
      const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
      const log = document.querySelector('[role="log"]');
      if (log === null) throw new Error('There is no transcript.');
      // As a person does: what follows the end lets go of it.
      log.dispatchEvent(new WheelEvent('wheel', { deltaY: -step, bubbles: true }));
      let [worstMs, over50Ms, moved] = [0, 0, 0];
      let before = await frame();
      for (let at = 0; at < count; at += 1) {
        const top = log.scrollTop;
        log.scrollTop -= step;
        moved += Math.abs(top - log.scrollTop);
        const now = await frame();
        worstMs = Math.max(worstMs, now - before);
        if (now - before > 50) over50Ms += 1;
        before = now;
      }
      const possible = Math.min(count * step, log.scrollHeight - log.clientHeight);
      if (moved < possible / 2) throw new Error(`It scrolled ${moved} of ${possible} pixels.`);
      return { worstMs, over50Ms };
    },
    [frames, pixels] as const,
  );
}

/** The frames of the next so many milliseconds. */
export function watchFrames(page: Page, milliseconds: number): Promise<Frames> {
  return page.evaluate(async (length) => {
    const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
    const start = await frame();
    let [before, worstMs, over50Ms] = [start, 0, 0];
    while (before - start < length) {
      const now = await frame();
      worstMs = Math.max(worstMs, now - before);
      if (now - before > 50) over50Ms += 1;
      before = now;
    }
    return { worstMs, over50Ms };
  }, milliseconds);
}

/** From each key press in the field to the frame that shows it, in milliseconds. */
export async function typeInto(page: Page, keys: number): Promise<readonly number[]> {
  const field = page.getByRole('textbox', { name: 'Message', exact: true });
  await field.fill('');
  await field.focus();
  await page.evaluate(() => {
    const times: number[] = [];
    Object.assign(globalThis, { keyTimes: times });
    document.addEventListener(
      'keydown',
      ({ timeStamp }) => {
        requestAnimationFrame(() => {
          // The task after a frame's callbacks runs when it has been handed over to be shown.
          const { port1, port2 } = new MessageChannel();
          port1.addEventListener('message', () => times.push(performance.now() - timeStamp));
          port1.start();
          port2.postMessage(null);
        });
      },
      { capture: true },
    );
  });
  for (let key = 0; key < keys; key += 1) {
    await page.keyboard.press('abcdefghij'[key % 10] ?? 'a');
    // Not in step with the frames.
    await pause(30 + ((key * 7) % 16));
  }
  const typed = await field.inputValue();
  if (typed.length !== keys) throw new Error(`${typed.length} of ${keys} keys arrived.`);
  await field.fill('');
  return page.evaluate(() => (globalThis as unknown as { keyTimes: number[] }).keyTimes);
}
