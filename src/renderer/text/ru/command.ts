export const command = {
  palette: 'Найти беседу или команду',
  conversations: 'Беседы',
  commands: 'Команды',
  nothing: 'Ничего не найдено',
} as const;
