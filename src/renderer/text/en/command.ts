export const command = {
  palette: 'Search conversations and commands',
  conversations: 'Recent conversations',
  commands: 'Commands',
  nothing: 'No results',
} as const;
