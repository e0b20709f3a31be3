import type { ProviderDefinition } from '#shared/provider/provider.ts';
import type { ServerCookies } from '../../net/cookies.ts';
import type { GivenCredential } from '../catalog/credential.ts';
import type { Adapter } from '../formats/adapter.ts';

/** All that a request to one configured provider needs. Holds the credential: never logged. */
export interface ProviderAccess {
  readonly name: string;
  readonly definition: ProviderDefinition;
  readonly adapter: Adapter;
  /** At least one. */
  readonly baseUrls: readonly string[];
  readonly credential: GivenCredential | null;
  /** The cookies of one of the servers, for rows that keep any. */
  readonly cookiesOf: (baseUrl: string) => ServerCookies;
}

export interface RequestTarget {
  readonly baseUrl: string;
  /** See `NetRequest`. */
  readonly hasAlternative?: boolean;
  readonly signal: AbortSignal;
}
