export const ui = {
  close: 'Close',
  dismiss: 'Dismiss',
  cancel: 'Cancel',
} as const;
