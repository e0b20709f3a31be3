/**
 * Text as search compares it: compatibility forms, case, accents and width are the same, and any run of white space is one
 * space. `ё` is found by `е`, while `й`, kana and Hangul keep what tells them from another letter. Idempotent.
 */
export function fold(text: string): string {
  if (plain.test(text)) return spaced(text.toLowerCase());
  const bare = text.normalize('NFKC').toLowerCase().normalize('NFD').replace(accents, '$1');
  return spaced(bare.normalize('NFC').replace(letters, (letter) => sameLetters[letter] ?? letter));
}

/** A folded text, and where each of its units was. */
export interface FoldedText {
  readonly text: string;
  /** The index in the source of each UTF-16 unit of `text`, and one more for its end. */
  readonly offsets: Uint32Array;
}

/** Folds code point by code point, so that a match can be shown in the source. */
export function foldWithOffsets(source: string): FoldedText {
  // Not one growing text: to look at its end, the engine puts all of it together again.
  const pieces: string[] = [];
  const known = new Map<string, string>();
  const offsets: number[] = [];
  let at = 0;
  for (const point of source) {
    const alone = known.get(point) ?? fold(point);
    known.set(point, alone);
    const folded = foldedAfter(pieces.at(-1) ?? '', point, alone);
    if (folded === BREVE) {
      // A breve that stands alone after и is й, as it is where it is composed.
      pieces[pieces.length - 1] = 'й';
    } else if (folded !== '') {
      for (let unit = 0; unit < folded.length; unit += 1) offsets.push(at);
      pieces.push(folded);
    }
    at += point.length;
  }
  offsets.push(source.length);
  return { text: pieces.join(''), offsets: Uint32Array.from(offsets) };
}

const plain = /^[\0-\x7F]*$/u;
const BREVE = '\u0306';
/** Combining marks, except a breve after и. */
const accents = /(и\u0306)|[\u0300-\u036F]/gu;
const letters = /[ςßłøđı]/gu;
const sameLetters: Readonly<Record<string, string>> = {
  ς: 'σ',
  ß: 'ss',
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ı: 'i',
};

function spaced(text: string): string {
  return text.replace(/\s+/gu, ' ');
}

/** What a code point that is `alone` by itself becomes where the one before it became `before`. */
function foldedAfter(before: string, point: string, alone: string): string {
  if (point === BREVE && before.endsWith('и')) return BREVE;
  return alone === ' ' && before.endsWith(' ') ? '' : alone;
}
