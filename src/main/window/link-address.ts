const schemes = new Set(['http:', 'https:', 'mailto:']);

/**
 * The address as the URL standard re-serialises it, or `null` when it may not be opened.
 * The text itself is never handed on: what was checked is exactly what the system gets.
 */
export function parseLink(text: string): string | null {
  const url = URL.parse(text);
  return url !== null && schemes.has(url.protocol) ? url.href : null;
}
