import type { markdown as english } from '../en/markdown.ts';
import type { Words } from '../words.ts';

export const markdown = {
  copyCode: 'Копировать код',
  copied: 'Скопировано',
  wrapLines: 'Переносить строки',
  copyTable: 'Копировать таблицу',
  plainCode: 'Текст',
  openImage:
    'Не загружено: сайт {{host}} узнал бы, что вы это читаете. Открыть в браузере: {{url}}',
  blockedImage: 'Изображение',
  footnote: 'Примечание {{label}}',
  taskDone: 'Сделано',
  taskOpen: 'Не сделано',
  table: 'Таблица',
  linkQuestion: 'Открыть ссылку?',
  linkOtherHost: 'В тексте ссылки {{named}}, а ведёт она сюда:',
  linkLookAlike: 'В имени {{named}} есть буквы другого алфавита. На самом деле это сайт:',
  linkUserInfo: 'То, что стоит в адресе перед знаком @, — не сайт. Ссылка ведёт сюда:',
  linkLongQuery: 'Вместе со ссылкой сайт получит длинный текст, возможно, из этой беседы:',
  linkOpen: 'Открыть',
  linkCopy: 'Копировать адрес',
  copyFailed: 'Не удалось скопировать: буфер обмена недоступен. Повторите.',
} as const satisfies Words<typeof english>;
