/**
 * The arguments after `ask` when the app was started as `parley ask …`, otherwise `null`.
 * `hasScript`: Electron runs a script or folder that comes before our own arguments. Switches for Chromium may come first.
 */
export function findAskArguments(argv: readonly string[], hasScript: boolean): string[] | null {
  const own = argv.slice(1);
  if (hasScript) own.splice(0, own.findIndex((argument) => !argument.startsWith('-')) + 1);
  const command = own.findIndex((argument) => !argument.startsWith('-'));
  return own[command] === 'ask' ? own.slice(command + 1) : null;
}
