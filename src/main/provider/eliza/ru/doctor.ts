import { russianGrammar } from './grammar.ts';
import { reflectRussian } from './reflect.ts';
import type { ElizaScript } from '../script.ts';
import { russianTopics } from './topics.ts';

/** The doctor in Russian. Past tenses and adjectives that would need the person's gender are avoided. */
export const russianDoctor: ElizaScript = {
  spellings: {
    щас: 'сейчас',
    че: 'что',
    чо: 'что',
    спс: 'спасибо',
    здрасте: 'здравствуйте',
    приветик: 'привет',
    приветствую: 'привет',
    незнаю: 'не знаю',
    немогу: 'не могу',
    нехочу: 'не хочу',
  },
  separators: ['но', 'однако', 'хотя', 'зато'],
  groups: { my: 'мой моя мое мои моего моей моему моем мою моих моим моими'.split(' ') },
  reflect: reflectRussian,
  memory: {
    keywords: ['мой', 'мама', 'работа', 'друг'],
    rules: [
      { decompose: '* @my *', reassemble: ['Раньше вы сказали: «%2 %3». Что ещё приходит на ум?'] },
      { decompose: '* @my *', reassemble: ['Вернёмся к вашим словам: «%2 %3». Почему это важно?'] },
      { decompose: '* @my *', reassemble: ['Связано ли это с тем, что вы сказали: «%2 %3»?'] },
    ],
  },
  keywords: [...russianTopics, ...russianGrammar],
  otherwise: [
    'Продолжайте, пожалуйста.',
    'Не уверена, что понимаю вас. Можете сказать иначе?',
    'О чём это вам говорит?',
    'Вас это сильно задевает?',
    'Расскажите подробнее.',
    'И что вы при этом чувствуете?',
  ],
};
