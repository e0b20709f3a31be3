import type { ProviderId } from '#shared/id.ts';
import type { Settings } from '#shared/settings.ts';
import { audienceOf } from '../../provider/catalog/configuration.ts';
import { PROXY_CREDENTIAL, proxyAudience } from '../network/network.ts';

/** Whom a credential that an older version kept without saying for whom has been sent to. */
export function audienceNow(id: ProviderId, { providers, network }: Settings): readonly string[] {
  if (id === PROXY_CREDENTIAL) return proxyAudience(network);
  const provider = providers.find((one) => one.id === id);
  return provider === undefined ? [] : audienceOf(provider);
}
