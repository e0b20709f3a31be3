const swapped: Readonly<Record<string, string>> = {
  i: 'you',
  me: 'you',
  my: 'your',
  mine: 'yours',
  myself: 'yourself',
  we: 'you',
  us: 'you',
  our: 'your',
  your: 'my',
  yours: 'mine',
  yourself: 'myself',
};

/** Verbs that agree with the pronoun before them. */
const afterI: Readonly<Record<string, string>> = { am: 'are', was: 'were' };
const afterYou: Readonly<Record<string, string>> = { are: 'am', were: 'was' };

/** Before these, "you" is the subject of what follows: "I". Anywhere else it is the object: "me". */
const verbsAfterYou = new Set(
  "are were have had do did can could will would should may might must don't can't won't didn't aren't know think say said want need like love hate mean see feel understand believe make never always really just also still ask asked help hear remember".split(
    ' ',
  ),
);

/** The point of view of the other side, for one word of an English clause in lower case. */
export function reflectEnglish(words: readonly string[], index: number): string {
  const word = words[index] ?? '';
  const before = words[index - 1] ?? '';
  const after = words[index + 1] ?? '';
  if (word === 'you') return verbsAfterYou.has(after) ? 'I' : 'me';
  if (word === 'am') return 'are';
  if (before === 'i' && Object.hasOwn(afterI, word)) return afterI[word] ?? word;
  if (before === 'you' && Object.hasOwn(afterYou, word)) return afterYou[word] ?? word;
  // "are you sad" and "were you there": the verb comes first.
  if (after === 'you' && Object.hasOwn(afterYou, word)) return afterYou[word] ?? word;
  return Object.hasOwn(swapped, word) ? (swapped[word] ?? word) : word;
}
