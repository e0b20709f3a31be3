import type * as Electron from 'electron';
import { complete } from './lacking.ts';

type DialogKind = 'error-box' | 'message-box' | 'open' | 'save';

export interface ShownDialog {
  readonly kind: DialogKind;
  readonly options: object;
  /** Of the window that it belongs to; `null`: of none. */
  readonly parentId: number | null;
}

/** Every dialog that was shown, in order. */
export const shownDialogs: ShownDialog[] = [];

export interface Answers {
  'message-box': Electron.MessageBoxReturnValue;
  open: Electron.OpenDialogReturnValue;
  save: Electron.SaveDialogReturnValue;
}

const answers: { [Kind in keyof Answers]: Answers[Kind][] } = {
  'message-box': [],
  open: [],
  save: [],
};

/**
 * There is nobody to click: a dialog is printed and answered at once, by what a spec laid out for it, else as if it
 * had been dismissed.
 */
export const dialog = complete('dialog', {
  showErrorBox: (title: string, content: string) => {
    shownDialogs.push({ kind: 'error-box', options: { title, content }, parentId: null });
    console.error(`${title}\n${content}`);
  },
  showMessageBox: (...args: readonly unknown[]) => {
    const options = lastOf(args) as Electron.MessageBoxOptions;
    shownDialogs.push({ kind: 'message-box', options, parentId: parentOf(args) });
    console.error([options.message, options.detail].join('\n'));
    const dismissed = { response: options.cancelId ?? 0, checkboxChecked: false };
    return Promise.resolve(answers['message-box'].shift() ?? dismissed);
  },
  showOpenDialog: (...args: readonly unknown[]) => {
    shownDialogs.push({ kind: 'open', options: lastOf(args), parentId: parentOf(args) });
    return Promise.resolve(answers.open.shift() ?? { canceled: true, filePaths: [] });
  },
  showSaveDialog: (...args: readonly unknown[]) => {
    shownDialogs.push({ kind: 'save', options: lastOf(args), parentId: parentOf(args) });
    return Promise.resolve(answers.save.shift() ?? { canceled: true, filePath: '' });
  },
} satisfies Pick<
  Electron.Dialog,
  'showErrorBox' | 'showMessageBox' | 'showOpenDialog' | 'showSaveDialog'
>);

/** What a spec may do in place of a person: the next dialog of this kind is answered so. */
export const dialogControl = {
  answer: <Kind extends keyof Answers>(kind: Kind, answer: Answers[Kind]): void => {
    answers[kind].push(answer);
  },
};

/** The window that a dialog belongs to may come first. */
function lastOf(args: readonly unknown[]): object {
  return args.at(-1) ?? {};
}

function parentOf(args: readonly unknown[]): number | null {
  if (args.length < 2) return null;
  return (args[0] as { readonly id: number }).id;
}
