export const command = {
  palette: 'Search conversations and commands',
  conversations: 'Conversations',
  commands: 'Commands',
  nothing: 'No results',
} as const;
