/** What `nativeTheme` and the system's own setting make of `prefers-color-scheme`. */
export const theme: {
  source: 'system' | 'light' | 'dark';
  /** `null` headed: whatever Chromium learned from the desktop. */
  system: 'light' | 'dark' | null;
} = { source: 'system', system: null };

/** The scheme that pages have to be told; `null`: the one that Chromium knows by itself. */
export function colorScheme(): 'light' | 'dark' | null {
  return theme.source === 'system' ? theme.system : theme.source;
}
