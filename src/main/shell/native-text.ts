import type { Language } from '#shared/settings.ts';

/** A question of the system's own dialogues. */
interface NativeQuestion {
  readonly message: string;
  readonly detail: string;
  /** What the first button does, and the one that changes nothing. */
  readonly accept: string;
  readonly dismiss: string;
}

/** What the app says by the system's own dialogues, before or without a page. */
interface NativeText {
  readonly cannotStart: string;
  /** Another process has the data folder. */
  readonly folderInUse: (owner: { readonly host: string; readonly pid: number }) => string;
  readonly cannotSave: string;
  readonly cannotSaveDetail: (reason: string) => string;
  readonly tryAgain: string;
  readonly quitAnyway: string;
  readonly keepOpen: string;
  readonly unexpected: string;
  readonly unexpectedDetail: (logFile: string) => string;
  readonly crashing: NativeQuestion;
  readonly hanging: NativeQuestion;
  readonly graphics: NativeQuestion;
  readonly noAnswer: string;
  readonly noAnswerDetail: (dataFolder: string) => string;
}

export const nativeText: Record<Language, NativeText> = {
  en: {
    cannotStart: 'Parley cannot start',
    folderInUse: ({ host, pid }) =>
      `Another Parley is using the data folder: process ${pid} on ${host}. Quit it there and start again. If that computer crashed, wait six minutes.`,
    cannotSave: 'Parley could not save everything',
    cannotSaveDetail: (reason) =>
      `${reason}\n\nKeep Parley open, make room or reconnect the disk, and try again. If you quit now, the changes since the last save are lost.`,
    tryAgain: 'Try Again',
    quitAnyway: 'Quit Anyway',
    keepOpen: 'Keep Open',
    unexpected: 'Something in Parley went wrong',
    unexpectedDetail: (logFile) =>
      `Your conversations are safe and you can keep working. If something no longer responds, restart Parley. The details are in ${logFile}.`,
    crashing: {
      message: 'This window keeps closing unexpectedly',
      detail:
        'Your conversations and drafts are safe, and answers go on arriving. Load the window again, or restart Parley if that does not help.',
      accept: 'Load Again',
      dismiss: 'Not Now',
    },
    hanging: {
      message: 'This window is not responding',
      detail:
        'You can wait, or load the window again. Your conversations and drafts are safe, and answers go on arriving.',
      accept: 'Load Again',
      dismiss: 'Wait',
    },
    graphics: {
      message: 'Graphics acceleration keeps failing',
      detail:
        'From the next start on, Parley draws without it. If you restart now, answers that are still arriving end; their text stays.',
      accept: 'Restart Now',
      dismiss: 'Later',
    },
    noAnswer: 'Parley is already running but does not respond',
    noAnswerDetail: (dataFolder) =>
      `Wait a moment and start it again. If it still does not appear, end Parley in your system’s task manager first. If it is not listed there, check that you may write to ${dataFolder}.`,
  },
  ru: {
    cannotStart: 'Parley не может запуститься',
    folderInUse: ({ host, pid }) =>
      `Папку с данными использует другой Parley: процесс ${pid} на компьютере ${host}. Завершите его там и запустите программу снова. Если тот компьютер завис, подождите шесть минут.`,
    cannotSave: 'Parley не удалось сохранить всё',
    cannotSaveDetail: (reason) =>
      `${reason}\n\nНе закрывайте Parley, освободите место или подключите диск и повторите попытку. Если завершить сейчас, изменения с последнего сохранения пропадут.`,
    tryAgain: 'Повторить',
    quitAnyway: 'Всё равно завершить',
    keepOpen: 'Не закрывать',
    unexpected: 'В Parley произошла ошибка',
    unexpectedDetail: (logFile) =>
      `Ваши беседы в сохранности, можно продолжать работу. Если что-то перестало отвечать, перезапустите Parley. Подробности записаны в ${logFile}.`,
    crashing: {
      message: 'В этом окне снова и снова происходит сбой',
      detail:
        'Беседы и черновики в сохранности, ответы продолжают поступать. Загрузите окно заново, а если не поможет, перезапустите Parley.',
      accept: 'Загрузить заново',
      dismiss: 'Не сейчас',
    },
    hanging: {
      message: 'Это окно не отвечает',
      detail:
        'Можно подождать или загрузить окно заново. Беседы и черновики в сохранности, ответы продолжают поступать.',
      accept: 'Загрузить заново',
      dismiss: 'Подождать',
    },
    graphics: {
      message: 'Ускорение графики снова и снова отказывает',
      detail:
        'Со следующего запуска Parley обойдётся без него. Если перезапустить сейчас, ответы, которые ещё поступают, прервутся, но их текст сохранится.',
      accept: 'Перезапустить',
      dismiss: 'Позже',
    },
    noAnswer: 'Parley уже запущен, но не отвечает',
    noAnswerDetail: (dataFolder) =>
      `Подождите немного и запустите его ещё раз. Если окно не появится, сначала завершите Parley в диспетчере задач. Если его там нет, проверьте, можно ли записывать в папку ${dataFolder}.`,
  },
};
