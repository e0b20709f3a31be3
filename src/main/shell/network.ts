import { dialog, session } from 'electron';
import type { CertificateReport } from '#shared/certificate.ts';
import type { NetworkSettings } from '#shared/network.ts';
import type { CredentialStatus } from '#shared/provider.ts';
import { createLazyHttp } from '../net/lazy-http.ts';
import type { LazyHttp } from '../net/lazy-http.ts';
import type { CredentialFile } from '../storage/credential-file.ts';
import type { Log } from './log.ts';

/** The network as a person has set it up. */
export interface Network {
  readonly http: LazyHttp;
  /** To be told of every change of the settings: the next request takes them. */
  readonly follow: (before: NetworkSettings, after: NetworkSettings) => void;
  readonly proxyPassword: () => CredentialStatus;
  /** Throws `storage-failed`. */
  readonly writeProxyPassword: (password: string | null) => Promise<void>;
  /** Asks for a CA file and reads it. `null`: none was chosen; throws `invalid-input` for one that holds none. */
  readonly chooseCaFile: () => Promise<string | null>;
  readonly inspectCertificate: (address: string) => Promise<CertificateReport>;
}

/** Beside the providers' own; no provider can have this id. */
const PROXY_CREDENTIAL = '_proxy';

export function createNetwork(options: {
  readonly credentials: CredentialFile;
  readonly settings: () => { readonly network: NetworkSettings };
  readonly log: Log;
}): Network {
  const { credentials, settings, log } = options;
  const http = createLazyHttp(async () => {
    const [{ networkOptions }, proxyPassword] = await Promise.all([
      import('../net/network-options.ts'),
      credentials.read(PROXY_CREDENTIAL),
    ]);
    return networkOptions(settings().network, {
      proxyPassword,
      resolveProxy: (url) => session.defaultSession.resolveProxy(url),
    });
  });

  async function writeProxyPassword(password: string | null): Promise<void> {
    await credentials.write(PROXY_CREDENTIAL, password, { hint: false });
    http.renew();
  }

  function follow(before: NetworkSettings, after: NetworkSettings): void {
    if (JSON.stringify(before) === JSON.stringify(after)) return;
    const isOther =
      before.proxy.url !== after.proxy.url || before.proxy.username !== after.proxy.username;
    // It was given for the proxy that was there, and no other may learn it.
    if (isOther && credentials.status(PROXY_CREDENTIAL).present)
      writeProxyPassword(null).catch((error: unknown) => log.write('network', error));
    http.renew();
  }

  return {
    http,
    follow,
    proxyPassword: () => credentials.status(PROXY_CREDENTIAL),
    writeProxyPassword,
    chooseCaFile,
    inspectCertificate: http.inspectCertificate,
  };
}

async function chooseCaFile(): Promise<string | null> {
  const { filePaths } = await dialog.showOpenDialog({
    properties: ['openFile'],
    filters: [
      { name: 'PEM', extensions: ['pem', 'crt', 'cer'] },
      { name: '*', extensions: ['*'] },
    ],
  });
  const [file] = filePaths;
  if (file === undefined) return null;
  const { readCaFile } = await import('../net/tls-trust.ts');
  readCaFile(file);
  return file;
}
