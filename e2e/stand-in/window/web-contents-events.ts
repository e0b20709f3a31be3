import type { ContextMenuParams } from '../page/preload-world.ts';

/** What a page can tell of itself here; listening to anything else throws. */
export const events = [
  'did-start-loading',
  'did-stop-loading',
  'dom-ready',
  'did-finish-load',
  'did-fail-load',
  'did-navigate',
  'did-navigate-in-page',
  'will-navigate',
  'will-frame-navigate',
  'will-redirect',
  'will-attach-webview',
  'render-process-gone',
  'preload-error',
  'context-menu',
  'destroyed',
  // A page here is never without an answer, and a webview or a second window is never allowed.
  'unresponsive',
  'responsive',
  'did-create-window',
];

/** What Electron says of the place where a context menu was asked for. */
export function describeContextMenu(params: ContextMenuParams): object {
  const { isEditable, selectionText } = params;
  const selected = selectionText !== '';
  return {
    ...params,
    pageURL: '',
    frameURL: '',
    titleText: '',
    misspelledWord: '',
    dictionarySuggestions: [],
    inputFieldType: isEditable ? 'plainText' : 'none',
    editFlags: {
      canUndo: isEditable,
      canRedo: isEditable,
      canCut: isEditable && selected,
      canCopy: selected,
      canPaste: isEditable,
      canDelete: isEditable && selected,
      canSelectAll: true,
      canEditRichly: false,
    },
  };
}
