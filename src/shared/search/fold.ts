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
  let text = '';
  const offsets: number[] = [];
  let at = 0;
  for (const point of source) {
    const folded = foldedPoint(point, text);
    if (folded === BREVE) {
      // A breve that stands alone after и is й, as it is where it is composed.
      text = `${text.slice(0, -1)}й`;
    } else {
      for (let unit = 0; unit < folded.length; unit += 1) offsets.push(at);
      text += folded;
    }
    at += point.length;
  }
  offsets.push(source.length);
  return { text, offsets: Uint32Array.from(offsets) };
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

function foldedPoint(point: string, before: string): string {
  if (point === BREVE && before.endsWith('и')) return BREVE;
  const folded = fold(point);
  return folded === ' ' && before.endsWith(' ') ? '' : folded;
}
