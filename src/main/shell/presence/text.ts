import type { Language } from '#shared/settings.ts';

/** What the tray and its notifications say. */
interface TrayText {
  readonly open: string;
  readonly running: (count: number) => string;
  readonly stop: (title: string) => string;
  readonly stopAll: string;
  readonly recent: string;
  readonly untitled: string;
  readonly quit: string;
  readonly goesOn: string;
  readonly goesOnDetail: string;
  readonly done: string;
  readonly failed: string;
}

const plurals = {
  en: new Intl.PluralRules('en'),
  ru: new Intl.PluralRules('ru'),
} satisfies Record<Language, Intl.PluralRules>;

const answersArriving: Readonly<Record<Intl.LDMLPluralRule, string>> = {
  zero: 'ответов поступает',
  one: 'ответ поступает',
  two: 'ответа поступают',
  few: 'ответа поступают',
  many: 'ответов поступает',
  other: 'ответа поступает',
};

export const trayText: Record<Language, TrayText> = {
  en: {
    open: 'Open Parley',
    running: (count) =>
      plurals.en.select(count) === 'one' ? '1 answer is arriving' : `${count} answers are arriving`,
    stop: (title) => `Stop “${title}”`,
    stopAll: 'Stop All Answers',
    recent: 'Recent Conversations',
    untitled: 'New conversation',
    quit: 'Quit Parley',
    goesOn: 'Parley is still running',
    goesOnDetail:
      'Find or quit it in the tray. What closing the window does is up to you in the settings.',
    done: 'Answer ready',
    failed: 'Answer incomplete',
  },
  ru: {
    open: 'Открыть Parley',
    running: (count) => `${count} ${answersArriving[plurals.ru.select(count)]}`,
    stop: (title) => `Остановить «${title}»`,
    stopAll: 'Остановить все ответы',
    recent: 'Недавние беседы',
    untitled: 'Новая беседа',
    quit: 'Завершить Parley',
    goesOn: 'Parley продолжает работать',
    goesOnDetail:
      'Значок находится в области уведомлений; там же можно завершить программу. Что происходит при закрытии окна, решают настройки.',
    done: 'Ответ готов',
    failed: 'Ответ пришёл не полностью',
  },
};
