import type { Advert } from '#shared/provider/provider.ts';
import { isTerminal } from '#shared/conversation/stream-event.ts';
import type { StreamEvent } from '#shared/conversation/stream-event.ts';

/** An advert with its blank lines is shorter. The search goes no further back, so a long answer costs no more. */
const LONGEST_ADVERT = 1000;

/**
 * The events without adverts at the end of text parts, also when these come one character at a time: text that may be
 * the beginning of one is held back until it is certain. The same words within an answer stay.
 */
export async function* withoutAdverts(
  batches: AsyncIterable<readonly StreamEvent[]>,
  adverts: readonly Advert[],
): AsyncGenerator<readonly StreamEvent[]> {
  const cut = createAdvertCut(adverts);
  try {
    for await (const events of batches) {
      const rest = events.flatMap(cut.add);
      if (rest.length > 0) yield rest;
    }
  } catch (error) {
    const rest = cut.end();
    if (rest.length > 0) yield rest;
    throw error;
  }
  const rest = cut.end();
  if (rest.length > 0) yield rest;
}

function createAdvertCut(adverts: readonly Advert[]) {
  let open: { readonly index: number; readonly text: HeldText } | undefined;

  function end(): readonly StreamEvent[] {
    if (open === undefined) return [];
    const { index, text } = open;
    open = undefined;
    return textOf(index, text.end());
  }

  function add(event: StreamEvent): readonly StreamEvent[] {
    if (event.type !== 'text-delta') {
      const ends = isTerminal(event) || (event.type === 'part-end' && event.index === open?.index);
      return ends ? [...end(), event] : [event];
    }
    const { index, delta } = event;
    const before = open?.index === index ? [] : end();
    open ??= { index, text: createHeldText(adverts) };
    return [...before, ...textOf(index, open.text.add(delta))];
  }

  return { add, end };
}

function textOf(index: number, delta: string): readonly StreamEvent[] {
  return delta === '' ? [] : [{ type: 'text-delta', index, delta }];
}

interface HeldText {
  /** What is certainly no advert. */
  readonly add: (text: string) => string;
  /** What was held and is none after all. */
  readonly end: () => string;
}

function createHeldText(adverts: readonly Advert[]): HeldText {
  let held = '';
  let atStart = true;

  function add(text: string): string {
    held += text;
    const from = firstDoubt();
    const released = held.slice(0, from);
    held = held.slice(from);
    atStart &&= released === '';
    return released;
  }

  /** The earliest place from which on everything may be the beginning of an advert, or the end of the text. */
  function firstDoubt(): number {
    const windowStart = Math.max(0, held.length - LONGEST_ADVERT);
    const starts = atStart && windowStart === 0 ? [0] : [];
    for (const { index } of held.slice(windowStart).matchAll(/[\r\n]\s*/g))
      starts.push(windowStart + index);
    const isDoubtful = (start: number): boolean =>
      adverts.some((advert) => mayBecome(advert, held.slice(start).trimStart()));
    return starts.find(isDoubtful) ?? held.length;
  }

  function end(): string {
    const isAdvert = adverts.some(({ opening }) => held.trimStart().startsWith(opening));
    return isAdvert ? '' : held;
  }

  return { add, end };
}

function mayBecome({ opening, closing }: Advert, text: string): boolean {
  if (opening.startsWith(text)) return true;
  if (!text.startsWith(opening)) return false;
  const rest = text.slice(opening.length);
  const end = rest.indexOf(closing);
  const inside = end === -1 ? rest : rest.slice(0, end);
  return !/\s/.test(inside) && (end === -1 || rest.slice(end + closing.length).trim() === '');
}
