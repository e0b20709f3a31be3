const schemes = new Set(['http:', 'https:', 'mailto:']);

/** What a mail link may fill in. Anything else of a mail program's own (`attach`, `bcc`, headers) stays out. */
const mailFields = new Set(['to', 'cc', 'subject', 'body']);

/** In characters. The time that a URL takes to be read grows faster than its length. */
const LONGEST = 8192;

/**
 * The address as the URL standard re-serialises it, or `null` when it may not be opened.
 * The text itself is never handed on: what was checked is exactly what the system gets.
 */
export function parseLink(text: string): string | null {
  const url = text.length > LONGEST ? null : URL.parse(text);
  if (url === null || !schemes.has(url.protocol)) return null;
  return url.protocol === 'mailto:' ? mailAddress(url) : url.href;
}

/** What a person should know before it is opened: its site, in ASCII, or to whom a mail goes. */
export function hostOfLink(address: string): string {
  const { host, pathname } = new URL(address);
  return host === '' ? pathname : host;
}

/** RFC 6068: its fields are encoded by `%`, and a `+` is a plus. A name that is encoded is a name as well. */
function mailAddress(url: URL): string {
  const fields = url.search.slice(1).split('&');
  const kept = fields.filter((field) => mailFields.has(fieldName(field)));
  return `mailto:${url.pathname}${kept.length === 0 ? '' : `?${kept.join('&')}`}`;
}

function fieldName(field: string): string {
  const [name = ''] = field.split('=', 1);
  try {
    return decodeURIComponent(name).toLowerCase();
  } catch {
    return '';
  }
}
