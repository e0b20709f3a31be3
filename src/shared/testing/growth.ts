/** Characters; each ten times the one before it, so that what grows faster than its input is seen before it takes hours. */
const SIZES = [400, 4000, 40_000, 400_000, 4_000_000];
/** What the short run ends at: something quadratic takes a second there, and something linear a millisecond. */
export const SHORT = 40_000;
export const LONG = 4_000_000;
/** How many times as long ten times the text may take. */
const MOST = 15;
/** Below this, a time says more of memory than of the reader. In milliseconds. */
const LEAST = 20;
const RUNS = 3;

/** What reads a text that somebody else wrote. What it throws is its way of refusing. */
export type Reader = (text: string) => unknown;

/**
 * Pieces that make a pattern try again from every place when they come over and over, and one so long that even a bounded
 * number of it is a long text.
 */
const hostilePieces: readonly string[] = [
  ['a', 'a-', 'a.', 'aA1_ ', 'и\u0306', '😀', '\uFEFF', ' ', '\n', '\r\n'],
  [
    '[',
    '[](',
    '](',
    '[^a]:',
    `[${'a'.repeat(999)}`,
    '`',
    '` ',
    '```',
    '*',
    '**a ',
    '> ',
    '- ',
    '|',
  ],
  ['<', '<think>', '<title', '&#1', '.', '."', '0', '1 m and ', 'model ', 'not allowed to use '],
  ['"', '\\"', '{"a":', '[{', ',', 'data: ', 'data: {\n', '/', '//a:', '@', '%2', 'a=b; '],
  ['Bearer ', 'token: ', '"msg_', 'you are ', '【1', '+', '*a'],
].flat();

/** What ends it fits none of the patterns that look for the end of a text. */
function hostileText(piece: string, size: number): string {
  const text = `${piece.repeat(Math.ceil(size / piece.length))}\u2060z`;
  // The engine puts a repeated text together when it is first looked into; that time is not the reader's.
  text.includes('\u2060');
  return text;
}

/** The pieces, in texts of at most `largest` characters, of which ten times as much takes more than {@link MOST} times as long; none for a reader in linear time. */
export async function superlinear(
  read: Reader,
  now: () => number,
  largest: number,
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const piece of hostilePieces) {
    const growth = await firstJump(read, now, { piece, largest });
    if (growth !== null) found.push(`${JSON.stringify(piece.slice(0, 20))}: ${growth}`);
  }
  return found;
}

/** Smaller sizes come first, and the first jump ends it. */
async function firstJump(
  read: Reader,
  now: () => number,
  { piece, largest }: { readonly piece: string; readonly largest: number },
): Promise<string | null> {
  let before = 0;
  for (const size of SIZES.filter((one) => one <= largest)) {
    const text = hostileText(piece, size);
    const allowed = MOST * Math.max(before, LEAST);
    let time = await timeOf(read, now, text);
    // Another program may have had the processor: only what repeats itself counts.
    if (time > allowed) time = await medianOf(() => timeOf(read, now, text));
    if (time > allowed)
      return `${Math.round(time)} ms for ${size}, ${Math.round(before)} ms before`;
    before = time;
  }
  return null;
}

async function medianOf(measure: () => Promise<number>): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < RUNS; run += 1) times.push(await measure());
  return times.toSorted((one, other) => one - other)[Math.floor(RUNS / 2)] ?? 0;
}

async function timeOf(read: Reader, now: () => number, text: string): Promise<number> {
  const start = now();
  try {
    await read(text);
  } catch {
    // Refused.
  }
  return now() - start;
}
