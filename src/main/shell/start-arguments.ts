/** Which window a start is for: `parley --toggle-quick` opens or closes the quick prompt and nothing else. */
export function wishOf(argv: readonly string[]): 'main' | 'quick-prompt' {
  return argv.includes('--toggle-quick') ? 'quick-prompt' : 'main';
}
