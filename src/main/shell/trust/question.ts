import type { NetworkSettings, TrustedCertificate } from '#shared/network/network.ts';
import type { CredentialQuestion } from '../../provider/registry/registry.ts';

/** What moves a secret or weakens trust. A page alone can do none of it: the person is asked outside every page. */
export type TrustQuestion =
  | CredentialQuestion
  /** Everything goes through another proxy. `before`: the manual one until now, or how it was without one. */
  | { readonly type: 'use-proxy'; readonly proxy: string; readonly before: ProxyBefore }
  /** One certificate is trusted for one host, whatever is wrong with it. */
  | { readonly type: 'trust-certificate'; readonly host: string; readonly fingerprint: string }
  /** The issuers of a file vouch for every server. `before`: the file until now. */
  | { readonly type: 'trust-issuers'; readonly file: string; readonly before: string | null };

export type ProxyBefore =
  | { readonly mode: 'system' | 'off' }
  | { readonly mode: 'manual'; readonly url: string };

/** What a change of the network settings weakens, one question for each. What only takes trust away is none. */
export function weakenedTrust(
  before: NetworkSettings,
  after: NetworkSettings,
): readonly TrustQuestion[] {
  return [
    ...proxyQuestion(before.proxy, after.proxy),
    ...issuersQuestion(before.extraCaFile, after.extraCaFile),
    ...newCertificates(before.trustedCertificates, after.trustedCertificates).map(
      ({ host, fingerprint }) => ({ type: 'trust-certificate', host, fingerprint }) as const,
    ),
  ];
}

/** A manual proxy without an address leads nowhere: then nothing is sent. */
function proxyQuestion(
  before: NetworkSettings['proxy'],
  { mode, url }: NetworkSettings['proxy'],
): readonly TrustQuestion[] {
  if (mode !== 'manual' || url === '') return [];
  if (before.mode === 'manual' && before.url === url) return [];
  const former: ProxyBefore =
    before.mode === 'manual' ? { mode: 'manual', url: before.url } : { mode: before.mode };
  return [{ type: 'use-proxy', proxy: url, before: former }];
}

function issuersQuestion(before: string | null, after: string | null): readonly TrustQuestion[] {
  if (after === null || after === before) return [];
  return [{ type: 'trust-issuers', file: after, before }];
}

function newCertificates(
  before: readonly TrustedCertificate[],
  after: readonly TrustedCertificate[],
): readonly TrustedCertificate[] {
  return after.filter(
    ({ host, fingerprint }) =>
      !before.some((known) => known.host === host && known.fingerprint === fingerprint),
  );
}
