import { extname, resolve, sep } from 'node:path';

/** Our pages have a scheme of their own: an origin that nothing else has, and no access to files. */
export const APP_SCHEME = 'app';
export const APP_ORIGIN = `${APP_SCHEME}://parley`;
export const MAIN_PAGE = `${APP_ORIGIN}/index.html`;
export const QUICK_PROMPT_PAGE = `${APP_ORIGIN}/quick-prompt.html`;

/**
 * What a page of ours may do. The page has no network: everything that it shows came through the bridge.
 * `img-src` without a host is what stops a model's remote image, whatever the Markdown renderer lets through.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

export interface Asset {
  readonly path: string;
  readonly contentType: string;
}

/** The file that an address of ours names, or `null` when it is not ours, leaves `root` or is of no known kind. */
export function findAsset(address: string, root: string): Asset | null {
  const url = URL.parse(address);
  if (url === null || `${url.protocol}//${url.host}` !== APP_ORIGIN) return null;
  const name = decode(url.pathname);
  if (name === null || name.includes('\0')) return null;
  const path = resolve(root, `.${sep}${name}`);
  const contentType = contentTypes[extname(path).toLowerCase()];
  if (contentType === undefined || !path.startsWith(resolve(root) + sep)) return null;
  return { path, contentType };
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
