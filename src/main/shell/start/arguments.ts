/** What a start is for. `hidden`: Parley is to be there, without a window. */
export const wishes = ['main', 'quick-prompt', 'hidden'] as const;
export type Wish = (typeof wishes)[number];

/** `parley --toggle-quick` opens or closes the quick prompt and nothing else; `--hidden` is how a login starts it. */
export function wishOf(argv: readonly string[]): Wish {
  if (argv.includes('--toggle-quick')) return 'quick-prompt';
  return argv.includes('--hidden') ? 'hidden' : 'main';
}
