import { dialog } from 'electron';
import { toFailure } from '#shared/failure.ts';
import type { Language } from '#shared/settings.ts';
import { nativeText } from './native-text.ts';
import type { QuitAnswer } from './start/quit.ts';
import { redact } from '#shared/redact.ts';

/** Asks what to do about changes that could not be saved at quit. */
export async function askAboutUnsaved(language: Language, reason: unknown): Promise<QuitAnswer> {
  const text = nativeText[language];
  const { response } = await dialog.showMessageBox({
    type: 'warning',
    message: text.cannotSave,
    detail: text.cannotSaveDetail(redact(toFailure(reason).message)),
    buttons: [text.tryAgain, text.keepOpen, text.quitAnyway],
    defaultId: 0,
    cancelId: 1,
    noLink: true,
  });
  return (['retry', 'stay', 'quit'] as const)[response] ?? 'stay';
}

/** Tells of a defect that did not end the app. Does not wait for an answer. */
export function tellUnexpected(language: Language, logFile: string): void {
  const text = nativeText[language];
  void dialog.showMessageBox({
    type: 'error',
    message: text.unexpected,
    detail: text.unexpectedDetail(logFile),
  });
}

/** Tells why the app cannot start; returns when it was read. */
export function tellCannotStart(language: Language, error: unknown): void {
  dialog.showErrorBox(nativeText[language].cannotStart, redact(toFailure(error).message));
}
