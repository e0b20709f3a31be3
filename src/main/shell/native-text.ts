import type { Language } from '#shared/settings.ts';

/** What the app says by the system's own dialogues, before or without a page. */
interface NativeText {
  readonly cannotStart: string;
  readonly cannotSave: string;
  readonly cannotSaveDetail: (reason: string) => string;
  readonly tryAgain: string;
  readonly quitAnyway: string;
  readonly keepOpen: string;
  readonly unexpected: string;
  readonly unexpectedDetail: (logFile: string) => string;
}

export const nativeText: Record<Language, NativeText> = {
  en: {
    cannotStart: 'Parley cannot start',
    cannotSave: 'Parley could not save everything',
    cannotSaveDetail: (reason) =>
      `${reason}\n\nKeep Parley open, make room or reconnect the disk, and try again. If you quit now, the changes since the last save are lost.`,
    tryAgain: 'Try Again',
    quitAnyway: 'Quit Anyway',
    keepOpen: 'Keep Open',
    unexpected: 'Something in Parley went wrong',
    unexpectedDetail: (logFile) =>
      `Your conversations are safe and you can keep working. If something no longer responds, restart Parley. The details are in ${logFile}.`,
  },
  ru: {
    cannotStart: 'Parley не может запуститься',
    cannotSave: 'Parley не удалось сохранить всё',
    cannotSaveDetail: (reason) =>
      `${reason}\n\nНе закрывайте Parley, освободите место или подключите диск и повторите попытку. Если завершить сейчас, изменения с последнего сохранения пропадут.`,
    tryAgain: 'Повторить',
    quitAnyway: 'Всё равно завершить',
    keepOpen: 'Не закрывать',
    unexpected: 'В Parley произошла ошибка',
    unexpectedDetail: (logFile) =>
      `Ваши беседы в сохранности, можно продолжать работу. Если что-то перестало отвечать, перезапустите Parley. Подробности записаны в ${logFile}.`,
  },
};
