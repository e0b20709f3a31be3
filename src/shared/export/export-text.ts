import type { Language } from '#shared/settings.ts';

/** The words of an exported conversation around what was said. */
export interface ExportText {
  readonly you: string;
  readonly untitled: string;
  readonly reasoning: string;
  readonly sources: string;
  readonly toolCall: (name: string) => string;
  readonly stopped: string;
  readonly failed: (reason: string) => string;
}

export const exportText: Record<Language, ExportText> = {
  en: {
    you: 'You',
    untitled: 'New conversation',
    reasoning: 'Reasoning',
    sources: 'Sources',
    toolCall: (name) => `Call of ${name}`,
    stopped: 'Incomplete',
    failed: (reason) => `Failed: ${reason}`,
  },
  ru: {
    you: 'Вы',
    untitled: 'Новая беседа',
    reasoning: 'Рассуждения',
    sources: 'Источники',
    toolCall: (name) => `Вызов ${name}`,
    stopped: 'Ответ не завершён',
    failed: (reason) => `Ошибка: ${reason}`,
  },
};
