/**
 * Chromium knows no scheme of ours, so each `scheme://host` is served from an https origin that stands for it and that
 * nothing else can have (`.invalid` is reserved). Everything that main sees is translated back.
 */
const SUFFIX = 'stand-in.invalid';
export const OWN_ORIGINS_PATTERN = `https://*.${SUFFIX}/*`;

/** `app://parley/index.html` → `https://parley.app.stand-in.invalid/index.html`; other addresses stay as they are. */
export function toPageAddress(address: string, schemes: ReadonlySet<string>): string {
  const [, scheme = '', host = '', rest = ''] =
    /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/i.exec(address) ?? [];
  if (!schemes.has(scheme.toLowerCase())) return address;
  return `https://${host || 'host'}.${scheme.toLowerCase()}.${SUFFIX}${rest}`;
}

/** The inverse. */
export function toAppAddress(address: string): string {
  const found = /^https:\/\/([^/?#]+)\.([a-z0-9+-]+)\.stand-in\.invalid(.*)$/i.exec(address);
  if (found === null) return address;
  const [, host = '', scheme = '', rest = ''] = found;
  return `${scheme}://${host}${rest}`;
}

/** Electron's notion of an origin for a standard scheme, which Node's `URL` does not share. */
export function originOf(appAddress: string): string {
  const url = URL.parse(appAddress);
  if (url === null || url.host === '') return 'null';
  return `${url.protocol}//${url.host}`;
}
