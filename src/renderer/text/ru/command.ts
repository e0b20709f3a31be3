export const command = {
  palette: 'Найти беседу или команду',
  conversations: 'Недавние беседы',
  commands: 'Команды',
  nothing: 'Ничего не найдено',
} as const;
