export const markdown = {
  copyCode: 'Copy code',
  copied: 'Copied',
  wrapLines: 'Wrap lines',
  copyTable: 'Copy table',
  plainCode: 'Text',
  openImage: 'Not loaded: it could tell {{host}} that you read this. Open in the browser: {{url}}',
  blockedImage: 'Image',
  footnote: 'Footnote {{label}}',
  taskDone: 'Done',
  taskOpen: 'Not done',
  table: 'Table',
  copyFailed: 'Cannot copy: the clipboard is not available. Try again.',
} as const;
