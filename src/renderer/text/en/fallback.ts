/** The models that answer when the chosen one cannot. */
export const fallback = {
  title: 'When a model cannot answer',
  description:
    'These are asked instead, one after the other, until one answers. Once a word has been shown, no other model takes over.',
  keywords: 'fallback chain backup',
  empty: 'No other model is asked: you are told what went wrong.',
  list: 'Models that stand in',
  add: 'Add a model',
  search: 'Search models',
  noModels: 'No model fits',
  up: 'Move {{model}} up',
  down: 'Move {{model}} down',
  remove: 'Remove {{model}}',
  moved: '{{model}} is number {{position}} of {{total}} now',
  removed: '{{model}} was removed',
  full: 'A chain has at most {{count}} models.',
  notSetUp: 'not set up',
  conversation: 'When the model cannot answer',
  asInSettings: 'As in the settings',
  own: 'A chain of its own',
} as const;
