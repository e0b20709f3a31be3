import { addressesOf } from '#shared/provider/provider.ts';
import type { CredentialStatus, ProviderDefinition } from '#shared/provider/provider.ts';
import type { ProviderDraft } from './draft.ts';

/** The servers of a stored key, and those of a draft that it was not given for: hosts, for a person to read. */
export interface OtherServers {
  readonly given: readonly string[];
  readonly wanted: readonly string[];
}

/** `null` where the stored key, if there is one, goes to the servers of the draft as it did before. */
export function otherServers(
  definition: ProviderDefinition,
  draft: ProviderDraft,
  credential: CredentialStatus | undefined,
): OtherServers | null {
  const given = credential?.audience;
  if (given === undefined) return null;
  const addresses = addressesOf(draft.baseUrl);
  const wanted = originsOf(addresses.length === 0 ? definition.baseUrls : addresses);
  const others = wanted.filter((origin) => !given.includes(origin));
  return others.length === 0 ? null : { given: given.map(shortly), wanted: others.map(shortly) };
}

/** An address that is not whole yet belongs to no server. */
function originsOf(addresses: readonly string[]): readonly string[] {
  const urls = addresses.map((address) => URL.parse(address));
  return [...new Set(urls.flatMap((url) => (url === null ? [] : [url.origin])))];
}

/** Plain http is named: its host may be the same. */
function shortly(origin: string): string {
  return origin.replace(/^https:\/\//, '');
}
