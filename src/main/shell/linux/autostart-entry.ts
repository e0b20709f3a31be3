/**
 * A desktop entry that starts these words when the person logs in.
 * https://specifications.freedesktop.org/desktop-entry-spec/latest/exec-variables.html
 */
export function autostartEntry(words: readonly string[]): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Parley',
    `Exec=${words.map(execWord).join(' ')}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}

/** Whether an entry is in force: desktops switch one off by a line rather than by removing it. */
export function isAutostart(entry: string): boolean {
  return !/^(Hidden\s*=\s*true|X-GNOME-Autostart-enabled\s*=\s*false)\s*$/m.test(entry);
}

/** Quoted for `Exec`, then escaped as every string of the file is. A percent sign alone would be a field code. */
function execWord(word: string): string {
  const literal = word.replaceAll('%', '%%');
  if (/^[\w@+=:,./%-]+$/.test(literal)) return literal;
  const quoted = `"${literal.replaceAll(/["`$\\]/g, String.raw`\$&`)}"`;
  return quoted.replaceAll('\\', String.raw`\\`);
}
