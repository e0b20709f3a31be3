import { readFile } from 'node:fs/promises';
import { protocol } from 'electron';
import { APP_SCHEME, CONTENT_SECURITY_POLICY, findAsset } from './app-origin.ts';

/** Must run before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: APP_SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ]);
}

/** Serves the files of `root` to our pages, each with the content security policy; anything else is not found. */
export function serveApp(root: string): void {
  protocol.handle(APP_SCHEME, async ({ url, method }) => {
    const asset = method === 'GET' ? findAsset(url, root) : null;
    if (asset === null) return notFound();
    try {
      // A view of its own bytes: `Response` types no buffer that might be shared.
      const body = new Uint8Array(await readFile(asset.path));
      return new Response(body, { headers: headersFor(asset.contentType) });
    } catch {
      return notFound();
    }
  });
}

function notFound(): Response {
  return new Response('Not found', { status: 404, headers: headersFor('text/plain') });
}

function headersFor(contentType: string): Record<string, string> {
  return {
    'content-type': contentType,
    'content-security-policy': CONTENT_SECURITY_POLICY,
    'x-content-type-options': 'nosniff',
    'cross-origin-opener-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
  };
}
