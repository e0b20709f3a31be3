import type { ProcedureInput } from '#shared/contract.ts';
import type { ProviderId } from '#shared/id.ts';
import { addressesOf } from '#shared/provider/provider.ts';
import type { ProviderDefinition, ProviderView } from '#shared/provider/provider.ts';

/** What is to happen to the credential when the form is saved. */
export type KeyChange =
  | { readonly type: 'keep' }
  | { readonly type: 'enter'; readonly key: string }
  | { readonly type: 'remove' };

/** A provider as it stands in the form. */
export interface ProviderDraft {
  readonly name: string;
  /** Empty: the service's own. Several, separated by spaces or commas, are a pool. */
  readonly baseUrl: string;
  readonly key: KeyChange;
}

export type NameError = 'nameMissing' | 'nameLong';
export type AddressError = 'addressMissing' | 'addressInvalid' | 'addressSecret';
export type KeyError = 'keySpaces';

/** Keys of the words for what is wrong, a field each. */
export interface DraftErrors {
  readonly name?: NameError;
  readonly baseUrl?: AddressError;
  readonly key?: KeyError;
}

export function draftOf(
  definition: ProviderDefinition,
  provider: ProviderView | undefined,
): ProviderDraft {
  const stored = provider?.credential.present === true && provider.credential.state === 'ready';
  return {
    name: provider?.name ?? definition.name,
    baseUrl: provider?.baseUrl ?? '',
    key: stored ? { type: 'keep' } : { type: 'enter', key: '' },
  };
}

/** What must be mended before the draft can be saved; empty when nothing must. */
export function errorsOf(definition: ProviderDefinition, draft: ProviderDraft): DraftErrors {
  const name = nameError(draft.name.trim());
  const baseUrl = addressError(draft.baseUrl, definition.baseUrls.length === 0);
  const key = keyError(draft.key);
  return {
    ...(name === null ? {} : { name }),
    ...(baseUrl === null ? {} : { baseUrl }),
    ...(key === null ? {} : { key }),
  };
}

/** What `provider.save` takes for this draft. */
export function saveInput(
  definition: ProviderDefinition,
  providerId: ProviderId | undefined,
  draft: ProviderDraft,
): ProcedureInput<'provider.save'> {
  const baseUrl = addressesOf(draft.baseUrl).join(' ');
  const credential = credentialOf(draft.key);
  return {
    definitionId: definition.id,
    name: draft.name.trim(),
    baseUrl: baseUrl === '' ? null : baseUrl,
    ...(providerId === undefined ? {} : { providerId }),
    ...(credential === undefined ? {} : { credential }),
  };
}

/** Whether what is sent to one of these addresses can be read on the way: plain http to another computer. */
export function isUnprotected(baseUrl: string): boolean {
  return addressesOf(baseUrl).some(isPlainHttpElsewhere);
}

function isPlainHttpElsewhere(address: string): boolean {
  const url = URL.parse(address);
  if (url?.protocol !== 'http:') return false;
  return !/^(?:localhost|.*\.localhost|127(?:\.\d+){3}|\[::1\])$/.test(url.hostname);
}

function credentialOf(key: KeyChange): string | null | undefined {
  switch (key.type) {
    case 'keep':
      return undefined;
    case 'remove':
      return null;
    case 'enter':
      return key.key.trim() === '' ? undefined : key.key.trim();
  }
}

function nameError(name: string): NameError | null {
  if (name === '') return 'nameMissing';
  return name.length > 80 ? 'nameLong' : null;
}

function addressError(baseUrl: string, needed: boolean): AddressError | null {
  const addresses = addressesOf(baseUrl);
  if (addresses.length === 0) return needed ? 'addressMissing' : null;
  return addresses.map(wrongAddress).find((error) => error !== null) ?? null;
}

function wrongAddress(address: string): AddressError | null {
  const url = URL.parse(address);
  if (url === null || !/^https?:\/\//i.test(address)) return 'addressInvalid';
  return url.username !== '' || url.password !== '' ? 'addressSecret' : null;
}

function keyError(key: KeyChange): KeyError | null {
  return key.type === 'enter' && /\s/.test(key.key.trim()) ? 'keySpaces' : null;
}
