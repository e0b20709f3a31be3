const swapped = pairs(`
я вы, меня вас, мне вам, мной вами, мною вами, мы вы, нас вас, нам вам, нами вами,
мой ваш, моя ваша, мое ваше, мои ваши, моего вашего, моему вашему, моим вашим, моем вашем,
моей вашей, мою вашу, моих ваших, моими вашими,
наш ваш, наша ваша, наше ваше, наши ваши, нашего вашего, нашей вашей, нашу вашу, наших ваших,
ты я, вы я, тебя меня, вас меня, тебе мне, вам мне, тобой мной, тобою мной, вами мной,
твой мой, твоя моя, твое мое, твои мои, твоего моего, твоей моей, твою мою, твоих моих,
ваш мой, ваша моя, ваше мое, ваши мои, вашего моего, вашей моей, вашу мою, ваших моих,
обо о, ко к, со с, во в
`);

/** First person singular → the polite form, where no rule of endings tells it. */
const irregular = pairs(`
хочу хотите, могу можете, смогу сможете, люблю любите, боюсь боитесь, вижу видите, говорю говорите,
сижу сидите, сплю спите, хожу ходите, живу живёте, иду идёте, пью пьёте, ем едите, учусь учитесь,
учу учите, стою стоите, лечу летите, плачу плачете, ищу ищете, пишу пишете, кричу кричите,
молчу молчите, смотрю смотрите, верю верите, помню помните, слышу слышите, ненавижу ненавидите,
злюсь злитесь, горжусь гордитесь, стыжусь стыдитесь, жду ждёте, буду будете, дам дадите,
найду найдёте, пойду пойдёте, приду придёте, уйду уйдёте, провожу проводите, прошу просите,
ухожу уходите, нахожусь находитесь, умру умрёте, куплю купите, хвалю хвалите, виню вините,
терплю терпите, звоню звоните, шучу шутите, пою поёте, несу несёте, веду ведёте, зову зовёте,
вру врёте, беру берёте, еду едете, начну начнёте, стану станете, ссорюсь ссоритесь, ругаюсь ругаетесь,
мог могли, могла могли, шел шли, пришел пришли, ушел ушли, нашел нашли,
рад рады, рада рады, должен должны, должна должны, уверен уверены, уверена уверены,
согласен согласны, согласна согласны, готов готовы, готова готовы, счастлив счастливы,
счастлива счастливы, одинок одиноки, одинока одиноки, болен больны, больна больны, зол злы, зла злы,
прав правы, права правы, виноват виноваты, виновата виноваты, влюблен влюблены, влюблена влюблены,
занят заняты, занята заняты, голоден голодны, голодна голодны, один одни, одна одни, сам сами, сама сами
`);

/** What may stand between "я" and its verb. */
const adverbs = new Set(
  'не уже очень так всегда часто иногда никогда редко просто сегодня вчера сейчас раньше теперь снова опять давно тоже совсем больше постоянно вас тебя вам тебе это все'.split(
    ' ',
  ),
);

const endings: readonly (readonly [RegExp, string])[] = [
  [/([аяуюе])юсь$/, '$1етесь'],
  [/([аяуюе])ю$/, '$1ете'],
  [/л(?:ся|ась)$/, 'лись'],
  [/ла?$/, 'ли'],
];

/**
 * The point of view of the other side, for one word of a Russian clause in lower case: pronouns, and the verb of "я"
 * in the polite form. `null` for a verb whose form is not known.
 */
export function reflectRussian(words: readonly string[], index: number): string | null {
  const word = words[index] ?? '';
  const after = words[index + 1] ?? '';
  // "обо мне" becomes "о вас", and "со мной" becomes "с вами".
  if (word === 'мне' && ['обо', 'во'].includes(words[index - 1] ?? '')) return 'вас';
  if (['обо', 'ко', 'со', 'во'].includes(word)) {
    return after.startsWith('мн') ? (swapped.get(word) ?? word) : word;
  }
  const other = swapped.get(word);
  if (other !== undefined) return other;
  return isVerbOfFirstPerson(words, index) ? politeForm(word) : word;
}

function isVerbOfFirstPerson(words: readonly string[], index: number): boolean {
  if (adverbs.has(words[index] ?? '')) return false;
  let subject = index - 1;
  while (adverbs.has(words[subject] ?? '')) subject -= 1;
  return words[subject] === 'я';
}

function politeForm(word: string): string | null {
  const known = irregular.get(word);
  if (known !== undefined) return known;
  for (const [ending, polite] of endings) {
    if (ending.test(word)) return word.replace(ending, polite);
  }
  return /[ую](?:сь)?$/.test(word) ? null : word;
}

function pairs(text: string): ReadonlyMap<string, string> {
  return new Map(
    text.split(',').map((pair) => {
      const [from = '', to = ''] = pair.trim().split(' ');
      return [from, to] as const;
    }),
  );
}
