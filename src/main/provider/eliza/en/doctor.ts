import { englishGrammar } from './grammar.ts';
import { reflectEnglish } from './reflect.ts';
import type { ElizaScript } from '../script.ts';
import { englishTopics } from './topics.ts';

/** A doctor for ELIZA to play in English, written anew in the manner of the one that the paper describes. */
export const englishDoctor: ElizaScript = {
  spellings: {
    "i'm": 'i am',
    im: 'i am',
    "i've": 'i have',
    ive: 'i have',
    "i'd": 'i would',
    "i'll": 'i will',
    "you're": 'you are',
    youre: 'you are',
    "you've": 'you have',
    "you'll": 'you will',
    u: 'you',
    ur: 'your',
    "it's": 'it is',
    "that's": 'that is',
    "he's": 'he is',
    "she's": 'she is',
    "they're": 'they are',
    "we're": 'we are',
    "what's": 'what is',
    dont: "don't",
    cant: "can't",
    cannot: "can't",
    wont: "won't",
    mom: 'mother',
    mum: 'mother',
    mommy: 'mother',
    mama: 'mother',
    dad: 'father',
    daddy: 'father',
    kids: 'children',
    cuz: 'because',
    dreamed: 'dreamt',
    recall: 'remember',
    maybe: 'perhaps',
  },
  separators: ['but', 'however', 'although'],
  groups: {
    family: words(
      'mother father sister brother wife husband children child son daughter parents grandmother grandfather uncle aunt cousin family',
    ),
    sad: words(
      'sad unhappy depressed lonely tired exhausted anxious afraid scared worried angry stressed sick lost upset miserable hurt',
    ),
    happy: ['happy', 'glad', 'proud', 'better', 'calm', 'excited', 'relaxed', 'cheerful', 'fine'],
    feeling: ['feel', 'feeling', 'felt'],
    being: ['is', 'are', 'was', 'were', 'looks', 'look', 'seems', 'seem', 'sounds'],
    belief: ['think', 'believe', 'suppose', 'guess'],
    wish: ['want', 'need', 'wish'],
  },
  reflect: reflectEnglish,
  memory: {
    keywords: ['my'],
    rules: [
      {
        decompose: '* my *',
        reassemble: ['Earlier you said “your $2”. What else comes to mind?'],
      },
      {
        decompose: '* my *',
        reassemble: ['I keep thinking of something that you said: “your $2”.'],
      },
      {
        decompose: '* my *',
        reassemble: ['Does that have anything to do with what you said before, “your $2”?'],
      },
      { decompose: '* my *', reassemble: ['Let us go back a little. You said “your $2”. Why?'] },
    ],
  },
  keywords: [...englishTopics, ...englishGrammar],
  otherwise: [
    'Please go on.',
    'I am not sure that I follow. Can you put it another way?',
    'What does that suggest to you?',
    'Do you feel strongly about that?',
    'Tell me more.',
    'And how does that make you feel?',
  ],
};

function words(text: string): readonly string[] {
  return text.split(' ');
}
