import { BrowserWindow, dialog } from 'electron';
import type { MessageBoxOptions, MessageBoxReturnValue } from 'electron';
import { toFailure } from '#shared/failure.ts';
import { redact } from '#shared/redact.ts';
import type { Language } from '#shared/settings.ts';
import type { PageTrouble } from '../window/page-trouble.ts';
import { nativeText } from './native-text.ts';
import { ownerIn } from '../storage/data-folder.ts';
import type { QuitAnswer } from './start/quit.ts';
import type { TrustText } from './trust/text.ts';

/** Where an export goes; `null` when the person cancels. */
export const exportDialogs = {
  chooseFile: async (name: string, extension: string): Promise<string | null> => {
    const { canceled, filePath } = await dialog.showSaveDialog({
      defaultPath: name,
      filters: [{ name: extension.toUpperCase(), extensions: [extension] }],
    });
    return canceled || filePath === '' ? null : filePath;
  },
  chooseFolder: async (): Promise<string | null> => {
    const { canceled, filePaths } = await dialog.showOpenDialog({
      properties: ['openDirectory', 'createDirectory'],
    });
    return canceled ? null : (filePaths[0] ?? null);
  },
};

/** The export of another app, or of Parley; `null` when the person cancels. */
export async function chooseImport(): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog({
    properties: ['openFile'],
    filters: [
      { name: 'ZIP, JSON', extensions: ['zip', 'json'] },
      { name: '*', extensions: ['*'] },
    ],
  });
  return canceled ? null : (filePaths[0] ?? null);
}

/** Asks what to do about changes that could not be saved at quit. */
export async function askAboutUnsaved(language: Language, reason: unknown): Promise<QuitAnswer> {
  const text = nativeText[language];
  const { response } = await showMessage({
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

/** Asks what to do about a page that cannot ask by itself. */
export async function askAboutPage(
  language: Language,
  window: BrowserWindow,
  trouble: PageTrouble,
  signal: AbortSignal,
): Promise<'reload' | 'leave'> {
  const accepted = await ask(nativeText[language][trouble], {
    ...(window.isVisible() && { parent: window }),
    signal,
  });
  return accepted ? 'reload' : 'leave';
}

/** Whether to start again at once, without graphics acceleration. */
export function askAboutGraphics(language: Language): Promise<boolean> {
  return ask(nativeText[language].graphics, {});
}

/** Tells of a defect that did not end the app. Does not wait for an answer. */
export function tellUnexpected(language: Language, logFile: string): void {
  const text = nativeText[language];
  void showMessage({
    type: 'error',
    message: text.unexpected,
    detail: text.unexpectedDetail(logFile),
  });
}

/** Tells why the app cannot start; returns when it was read. */
export function tellCannotStart(language: Language, error: unknown): void {
  const text = nativeText[language];
  const owner = ownerIn(error);
  const reason = owner === null ? redact(toFailure(error).message) : text.folderInUse(owner);
  dialog.showErrorBox(text.cannotStart, reason);
}

/** Tells that this start came to nothing: whatever has the data folder did not answer. Returns when it was read. */
export function tellNoAnswer(language: Language, dataFolder: string): void {
  const { noAnswer, noAnswerDetail } = nativeText[language];
  dialog.showErrorBox(noAnswer, noAnswerDetail(dataFolder));
}

async function ask(
  question: {
    readonly message: string;
    readonly detail: string;
    readonly accept: string;
    readonly dismiss: string;
  },
  { parent, signal }: { readonly parent?: BrowserWindow; readonly signal?: AbortSignal },
): Promise<boolean> {
  const options: MessageBoxOptions = {
    type: 'warning',
    message: question.message,
    detail: question.detail,
    buttons: [question.accept, question.dismiss],
    defaultId: 0,
    cancelId: 1,
    noLink: true,
    ...(signal && { signal }),
  };
  return (await showMessage(options, parent)).response === 0;
}

/**
 * Over the window that the person sees: without one it may open behind the quick prompt, which is above everything,
 * and on macOS it would hold up the whole app.
 */
function showMessage(
  options: MessageBoxOptions,
  parent: BrowserWindow | null = windowInSight(),
): Promise<MessageBoxReturnValue> {
  return parent === null ? dialog.showMessageBox(options) : dialog.showMessageBox(parent, options);
}

/** The one in use, otherwise the last that can be seen. */
export function windowInSight(): BrowserWindow | null {
  const focused = BrowserWindow.getFocusedWindow();
  if (focused !== null) return focused;
  return BrowserWindow.getAllWindows().findLast((window) => window.isVisible()) ?? null;
}

/** Asks for trust. The safe answer is the default one, and that of Escape. */
export async function askForTrust({ message, detail, agree, refuse }: TrustText): Promise<boolean> {
  const { response } = await showMessage({
    type: 'warning',
    message,
    detail,
    buttons: [refuse, agree],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  return response === 1;
}
