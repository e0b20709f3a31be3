import type { CertificateReport } from '#shared/network/certificate.ts';
import type { NetworkSettings } from '#shared/network/network.ts';
import type { CredentialStatus } from '#shared/provider/provider.ts';
import { createLazyHttp } from '../../net/lazy-http.ts';
import type { LazyHttp } from '../../net/lazy-http.ts';
import type { Audience } from '../../storage/credential-entries.ts';
import type { CredentialFile } from '../../storage/credentials.ts';
import type { Log } from '../log.ts';

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

/** What the network needs of the system around the app. */
export interface NetworkSystem {
  /** The proxies for an address, as a list like that of `FindProxyForURL`. */
  readonly resolveProxy: (url: string) => Promise<string>;
  /** Asks for a file; `null` when none was chosen. */
  readonly chooseCertificates: () => Promise<string | null>;
  /** What `NODE_EXTRA_CA_CERTS` names. */
  readonly environmentCaFile?: string | undefined;
}

/** Beside the providers' own; no provider can have this id. */
export const PROXY_CREDENTIAL = '_proxy';

/** Whom the password of the proxy is for: that proxy, and the one who logs in there. */
export function proxyAudience({ proxy }: NetworkSettings): Audience {
  return [`${proxy.username} ${proxy.url}`];
}

export function createNetwork(options: {
  readonly credentials: CredentialFile;
  readonly settings: { readonly read: () => { readonly network: NetworkSettings } };
  readonly log: Pick<Log, 'write'>;
  readonly system: NetworkSystem;
}): Network {
  const { credentials, settings, log, system } = options;
  let lastWrite: Promise<unknown> = Promise.resolve();
  const http = createLazyHttp(async () => {
    await lastWrite;
    // Read once: the password is only for the proxy of these same settings.
    const { network } = settings.read();
    const [{ networkOptions }, proxyPassword] = await Promise.all([
      import('../../net/network-options.ts'),
      credentials.read(PROXY_CREDENTIAL, proxyAudience(network)),
    ]);
    return networkOptions(network, {
      proxyPassword,
      resolveProxy: system.resolveProxy,
      environmentCaFile: system.environmentCaFile,
    });
  });

  async function writeProxyPassword(password: string | null): Promise<void> {
    const writing =
      password === null
        ? credentials.remove(PROXY_CREDENTIAL)
        : credentials.write(PROXY_CREDENTIAL, password, {
            audience: proxyAudience(settings.read().network),
            hint: false,
          });
    // A request that comes meanwhile waits for it.
    lastWrite = writing.catch(() => undefined);
    await writing;
    http.renew();
  }

  function follow(before: NetworkSettings, after: NetworkSettings): void {
    if (JSON.stringify(before) === JSON.stringify(after)) return;
    const [former] = proxyAudience(before);
    const isOther = former !== proxyAudience(after)[0];
    // It would not be given to another one anyway; what is of no more use is not kept.
    if (isOther && credentials.status(PROXY_CREDENTIAL, proxyAudience(before)).present)
      writeProxyPassword(null).catch((error: unknown) => log.write('network', error));
    http.renew();
  }

  async function chooseCaFile(): Promise<string | null> {
    const file = await system.chooseCertificates();
    if (file === null) return null;
    const { readCaFile } = await import('../../net/tls/trust.ts');
    readCaFile(file);
    return file;
  }

  return {
    http,
    follow,
    proxyPassword: () =>
      credentials.status(PROXY_CREDENTIAL, proxyAudience(settings.read().network)),
    writeProxyPassword,
    chooseCaFile,
    inspectCertificate: http.inspectCertificate,
  };
}
