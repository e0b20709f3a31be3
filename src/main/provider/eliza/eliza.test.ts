import { describe, expect, it } from 'vitest';
import type { StreamEvent } from '#shared/conversation/stream-event.ts';
import type { Turn } from '../formats/adapter.ts';
import type { Clock } from '../call/clock.ts';
import { systemClock } from '../call/clock.ts';
import { replyAsEliza } from './reply.ts';
import { streamEliza } from './eliza.ts';

function user(text: string): Turn {
  return { role: 'user', text, files: [] };
}

/** The answers to each of the sentences, as a conversation would get them one after the other. */
function converse(...sentences: string[]): string[] {
  return sentences.map((_, index) => replyAsEliza(sentences.slice(0, index + 1).map(user)));
}

function answer(...sentences: string[]): string {
  return replyAsEliza(sentences.map(user));
}

function recordingClock(): Clock & { readonly sleeps: number[] } {
  const sleeps: number[] = [];
  const sleep = (ms: number): Promise<void> => {
    sleeps.push(ms);
    return Promise.resolve();
  };
  return { now: () => 0, elapsed: () => 0, sleep, sleeps };
}

async function collect(turns: Turn[], clock: Clock, stream = true): Promise<StreamEvent[]> {
  const events: StreamEvent[] = [];
  const { signal } = new AbortController();
  for await (const batch of streamEliza({ modelId: 'm', turns, stream }, { clock, signal })) {
    events.push(...batch);
  }
  return events;
}

function textIn(events: readonly StreamEvent[]): string {
  return events.map((event) => (event.type === 'text-delta' ? event.delta : '')).join('');
}

describe('ELIZA', () => {
  it('finds the strongest keyword of a sentence and turns its words around', () => {
    expect(answer('It is true. I am unhappy.')).toBe('I am sorry to hear that you are unhappy.');
    expect(answer('Well, my mother takes care of me')).toBe('Tell me more about your family.');
    expect(answer('My father', 'My mother takes care of me')).toBe(
      'Who else in your family takes care of you?',
    );
    expect(answer("You don't argue with me.")).toBe('Should I argue with you?');
    expect(answer('I think that I remember my computer')).toContain('machines');
  });

  it('reads the first clause with a keyword, and a greeting only when nothing else is said', () => {
    expect(answer('Hello, I am sad')).toContain('you are sad');
    expect(answer('I am sad, my computer is broken')).toContain('you are sad');
    expect(answer('Well, nothing, but I am sad')).toContain('you are sad');
    expect(answer('Hello')).toContain('program from 1966');
  });

  it('keeps the capitals of names', () => {
    expect(answer('I like Paris')).toBe('What do you like about Paris?');
  });

  it('takes turns among the answers of a rule and then begins again', () => {
    const answers = converse(...Array.from({ length: 7 }, () => 'Because.'));
    expect(new Set(answers).size).toBe(4);
    expect(answers[4]).toBe(answers[0]);
  });

  it('comes back to what was said of "my" when there is nothing else to say', () => {
    const answers = converse('My boat sank', 'Xyzzy', 'Xyzzy', 'Xyzzy', 'Xyzzy', 'Xyzzy');
    expect(answers[3]).toContain('your boat sank');
    expect(answers.filter((text) => text.includes('your boat sank'))).toHaveLength(1);
  });

  it('answers the same branch the same way', () => {
    const branch = ['My boat sank', 'I am sad', 'Why?', 'Xyzzy'];
    expect(converse(...branch)).toEqual(converse(...branch));
  });

  it('answers in the language of the last sentence', () => {
    expect(answer('Hello', 'Мне грустно')).toMatch(/^Мне жаль/);
    expect(answer('Мне грустно', 'I am sad')).toContain('you are sad');
    expect(answer('Я читаю «The Times»')).toMatch(/[а-я]/);
    expect(answer('你好')).toContain('English');
  });

  it('turns Russian verbs and pronouns around, and passes over a verb that it does not know', () => {
    expect(answer('Я работаю весь день')).toBe('Почему вы работаете весь день?');
    expect(answer('Никто меня не любит')).toBe('Неужели никто вас не любит?');
    expect(answer('Моя собака заболела')).toBe('Ваша собака заболела?');
    expect(answer('Я очень хочу спать')).toBe('Почему вы хотите спать?');
    expect(answer('Я ёжусь')).not.toContain('ёжусь');
  });

  it.each([
    ['What are you?', '1966'],
    ['Are you a human', '1966'],
    ['Кто ты?', '1966'],
    ['help', 'show me markdown'],
    ['помощь', 'покажи таблицу и код'],
    ['How do I add a provider?', 'OpenAI-compatible'],
    ['Can I connect Ollama?', 'OpenAI-compatible'],
    ['Как добавить провайдера?', 'совместимый с OpenAI'],
    ['Is this private?', 'leaves this computer'],
    ['Where do my messages go?', 'leaves this computer'],
    ['Куда уходят мои данные?', 'не покидает этот компьютер'],
  ])('answers %j plainly', (question, expected) => {
    expect(answer(question)).toContain(expected);
  });

  it.each(['My private life is a mess', 'What can I do?', 'I use the key under the mat'])(
    'stays in its part for %j',
    (sentence) => {
      expect(answer(sentence)).not.toMatch(/1966|provider|this computer/);
    },
  );

  it('lets a plain answer pass without a trace in the conversation', () => {
    expect(answer('Because.', 'help', 'Because.')).toBe(answer('Because.', 'Because.'));
  });

  it.each(['show me a table and code', 'Show me markdown', 'покажи таблицу и код'])(
    'shows the app at work for %j',
    (sentence) => {
      const demonstration = answer(sentence);
      expect(demonstration).toContain('|---|');
      expect(demonstration).toContain('```typescript');
      expect(demonstration).toMatch(/^1\. /m);
    },
  );

  it('says that it cannot see files', () => {
    const file = { type: 'file', name: 'a.png', mediaType: 'image/png', data: '' } as const;
    expect(replyAsEliza([{ role: 'user', text: '', files: [file] }])).toContain('cannot see');
  });

  it('answers anything, at once', () => {
    const inputs = ['', ' ', '?!', '* | $1 @x', '__proto__ constructor', 'my '.repeat(20_000)];
    inputs.push('i think you are '.repeat(500), 'мой '.repeat(5000), '\u0000\u{1f600}');
    for (const input of inputs) {
      expect(answer('My boat sank', input)).not.toMatch(/^$|[$%]\d|undefined/);
    }
  });
});

describe('the stream of ELIZA', () => {
  it('brings the whole answer a few words at a time, at a human pace', async () => {
    const turns = [user('show me a table and code')];
    const clock = recordingClock();
    const events = await collect(turns, clock);
    expect(textIn(events)).toBe(replyAsEliza(turns));
    expect(events.at(-1)).toEqual({ type: 'finish', reason: 'stop' });
    expect(clock.sleeps.slice(1).every((ms) => ms >= 25 && ms <= 60)).toBe(true);
    const words = events.map((event) =>
      event.type === 'text-delta' ? event.delta.trim().split(/\s+/).length : 0,
    );
    expect(Math.max(...words)).toBeLessThanOrEqual(4);
  });

  it('comes at once when no stream is asked for', async () => {
    const clock = recordingClock();
    const events = await collect([user('Hello')], clock, false);
    expect(clock.sleeps).toEqual([]);
    expect(textIn(events)).toBe(replyAsEliza([user('Hello')]));
  });

  it('continues an answer where it stops', async () => {
    const turns = [user('help')];
    const whole = replyAsEliza(turns);
    const partial: Turn = { role: 'assistant', text: whole.slice(0, 37), reasoning: [] };
    const events = await collect([...turns, partial], recordingClock());
    expect(textIn(events)).toBe(whole.slice(37));
  });

  it('stops as soon as it is aborted', async () => {
    const controller = new AbortController();
    const events: StreamEvent[] = [];
    const run = async (): Promise<void> => {
      const options = { clock: systemClock, signal: controller.signal };
      const call = { modelId: 'm', turns: [user('show me markdown')], stream: true };
      for await (const batch of streamEliza(call, options)) {
        events.push(...batch);
        if (batch.some(({ type }) => type === 'text-delta')) controller.abort();
      }
    };
    await expect(run()).rejects.toThrow(/abort/i);
    expect(events.filter(({ type }) => type === 'text-delta')).toHaveLength(1);
  });
});
