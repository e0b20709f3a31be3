const allowedSchemes: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:']);

/** What main opens at most, in characters. The time that a URL takes to be read grows faster than its length. */
const LONGEST = 8192;

/** The address as a browser would open it, with its host in ASCII; `null` unless it is an absolute http, https or mailto address of at most 8192 characters. */
export function safeUrl(address: string): string | null {
  if (address.length > LONGEST || !URL.canParse(address)) return null;
  const url = new URL(address);
  return allowedSchemes.has(url.protocol) ? url.href : null;
}

/** What a person should know before opening it: the host, or the address of a mail. */
export function hostOf(url: string): string {
  const { host, pathname } = new URL(url);
  return host === '' ? pathname : host;
}
