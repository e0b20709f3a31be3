import type { markdown as english } from '../en/markdown.ts';
import type { Words } from '../words.ts';

export const markdown = {
  copyCode: 'Копировать код',
  copied: 'Скопировано',
  wrapLines: 'Переносить строки',
  unwrapLines: 'Не переносить строки',
  copyTable: 'Копировать таблицу',
  plainCode: 'Текст',
  image: 'Изображение с {{host}}',
  openImage:
    'Не загружено: сайт {{host}} узнал бы, что вы это читаете. Открыть в браузере: {{url}}',
  blockedImage: 'Изображение',
  footnotes: 'Примечания',
  footnote: 'Примечание {{number}}',
  footnoteBack: 'Назад к тексту',
  taskDone: 'Сделано',
  taskOpen: 'Не сделано',
  tooComplex: 'Показано обычным текстом: разметка слишком сложна.',
} as const satisfies Words<typeof english>;
