import type { CredentialProtection } from '#shared/contract.ts';
import type { ProviderId } from '#shared/id.ts';
import type { CredentialStatus } from '#shared/provider.ts';

export interface CredentialFile {
  readonly status: (providerId: ProviderId) => CredentialStatus;
  /** The secret itself, for the request that needs it; `null` when there is none that can be read. */
  readonly read: (providerId: ProviderId) => Promise<string | null>;
  readonly write: (providerId: ProviderId, secret: string | null) => Promise<void>;
  readonly protection: () => CredentialProtection;
}
