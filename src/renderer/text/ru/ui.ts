import type { ui as english } from '../en/ui.ts';
import type { Words } from '../words.ts';

export const ui = {
  close: 'Закрыть',
  dismiss: 'Скрыть',
  cancel: 'Отмена',
} as const satisfies Words<typeof english>;
