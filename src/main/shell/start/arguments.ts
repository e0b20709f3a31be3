/** What a start is for. `hidden`: Parley is to be there, without a window. */
export const launchTargets = ['main', 'quick-prompt', 'hidden'] as const;
export type LaunchTarget = (typeof launchTargets)[number];

/** `parley --toggle-quick` opens or closes the quick prompt and nothing else; `--hidden` is how a login starts it. */
export function launchTargetOf(argv: readonly string[]): LaunchTarget {
  if (argv.includes('--toggle-quick')) return 'quick-prompt';
  return argv.includes('--hidden') ? 'hidden' : 'main';
}
