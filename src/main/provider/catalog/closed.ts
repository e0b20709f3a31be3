import type { ProviderDefinition } from '#shared/provider/provider.ts';

/** Since when and why a service is closed, as the reason of a failure; `undefined` for one that is not. */
export function closedSince({ retired }: ProviderDefinition): string | undefined {
  if (retired === undefined) return undefined;
  return `the service has been closed since ${retired.since}: ${retired.reason.en.replace(/\.$/, '')}`;
}

/** Why one of these addresses must not be contacted: the service was there, and who is there now is unknown. */
export function closedAddressIn(
  { retired }: ProviderDefinition,
  baseUrls: readonly string[],
): string | undefined {
  const closed = new Set(retired?.addresses.map(hostOf));
  const found = baseUrls.map(hostOf).find((host) => closed.has(host));
  return found === undefined || retired === undefined
    ? undefined
    : `${found} has been closed since ${retired.since}, and may be in the hands of others`;
}

function hostOf(baseUrl: string): string {
  return URL.parse(baseUrl)?.hostname ?? baseUrl;
}
