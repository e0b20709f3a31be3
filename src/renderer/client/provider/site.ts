import { addressesOf } from '#shared/provider/provider.ts';
import type { ProviderId } from '#shared/id.ts';
import { useProvider } from './providers.ts';

/** The page of a provider: of the server that is named first. */
export function useSite(id: ProviderId): string | undefined {
  const provider = useProvider(id);
  const address = addressesOf(provider?.baseUrl ?? '')[0] ?? provider?.definition.baseUrls[0];
  const url = address === undefined ? null : URL.parse(address);
  return url === null ? undefined : `${url.origin}/`;
}
