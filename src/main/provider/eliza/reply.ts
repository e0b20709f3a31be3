import type { Turn } from '../formats/adapter.ts';
import { englishAbout, englishNoText } from './en/about.ts';
import { russianAbout, russianNoText } from './ru/about.ts';
import { englishDoctor } from './en/doctor.ts';
import { russianDoctor } from './ru/doctor.ts';
import { answerAsEliza } from './engine.ts';
import type { ElizaScript } from './script.ts';

/** ELIZA in one language. */
interface Voice {
  readonly doctor: ElizaScript;
  readonly about: readonly (readonly [RegExp, string])[];
  readonly noText: string;
}

const english: Voice = { doctor: englishDoctor, about: englishAbout, noText: englishNoText };
const russian: Voice = { doctor: russianDoctor, about: russianAbout, noText: russianNoText };

const OTHER_SCRIPT =
  'I only know English and some Russian: I am ELIZA, a program from 1966. Please write to me in one of them.\n\nЯ знаю только английский и немного русский.';

/**
 * ELIZA's whole answer to the last user turn, in the language of that turn. Follows from the turns alone. A question
 * about ELIZA or the app is answered plainly and leaves the conversation with the doctor where it was.
 */
export function replyAsEliza(turns: readonly Turn[]): string {
  const said = turns.flatMap((turn) => (turn.role === 'user' ? [turn] : []));
  const last = said.at(-1);
  const text = last?.text.trim() ?? '';
  if (text === '' && last !== undefined && last.files.length > 0) {
    return voiceOf(said.at(-2)?.text ?? '').noText;
  }
  if (/\p{L}/u.test(text) && !/[a-zа-яё]/iu.test(text)) return OTHER_SCRIPT;
  const voice = voiceOf(text);
  const plain = plainAnswer(voice, text);
  if (plain !== null) return plain;
  const sentences = said
    .map((turn) => turn.text)
    .filter((sentence) => voiceOf(sentence) === voice && plainAnswer(voice, sentence) === null);
  return answerAsEliza(voice.doctor, sentences);
}

function voiceOf(text: string): Voice {
  const cyrillic = text.match(/[а-яё]/gi)?.length ?? 0;
  const latin = text.match(/[a-z]/gi)?.length ?? 0;
  return cyrillic > latin / 2 ? russian : english;
}

/** Only short sentences ask ELIZA something; in a long text such words mean something else. */
const LONGEST_QUESTION = 120;

function plainAnswer(voice: Voice, text: string): string | null {
  if (text.length > LONGEST_QUESTION) return null;
  const question = text
    .toLowerCase()
    .replaceAll('’', "'")
    .replace(/[^\p{L}\p{N}'-]+/gu, ' ')
    .trim();
  return voice.about.find(([pattern]) => pattern.test(question))?.[1] ?? null;
}
