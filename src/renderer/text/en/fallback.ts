/** The models that answer when the chosen one cannot. */
export const fallback = {
  title: 'Fallback models',
  description:
    'Backup models, tried in order if the first one cannot answer. Once an answer has begun, it is never replaced.',
  keywords: 'fallback chain backup',
  empty: 'None. If the model fails, you are told what went wrong.',
  list: 'Fallback models in order',
  add: 'Add a model',
  search: 'Search models',
  noModels: 'No matching models',
  up: 'Move {{model}} up',
  down: 'Move {{model}} down',
  remove: 'Remove {{model}}',
  moved: '{{model}} is number {{position}} of {{total}} now',
  removed: '{{model}} was removed',
  full: 'A list has at most {{count}} models.',
  notSetUp: 'not set up',
  conversation: 'Fallback models',
  asInSettings: 'Same as in the settings',
  own: 'Custom list',
} as const;
