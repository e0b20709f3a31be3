import type { ProcedureInput } from '#shared/contract.ts';
import type { ProviderId } from '#shared/id.ts';
import { addressesOf, kindsOf } from '#shared/provider/provider.ts';
import type {
  CredentialKind,
  ProviderDefinition,
  ProviderView,
} from '#shared/provider/provider.ts';

/** What is to happen to the credential when the form is saved. */
export type KeyChange =
  | { readonly type: 'keep' }
  | { readonly type: 'enter'; readonly key: string; readonly kind?: CredentialKind }
  | { readonly type: 'remove' }
  /** The stored one is for the servers of the draft from now on. */
  | { readonly type: 'give' };

/** A provider as it stands in the form. */
export interface ProviderDraft {
  readonly name: string;
  /** Empty: the service's own. Several, separated by spaces or commas, are a pool. */
  readonly baseUrl: string;
  readonly key: KeyChange;
}

export type NameError = 'nameMissing' | 'nameLong';
export type AddressError = 'addressMissing' | 'addressInvalid' | 'addressSecret' | 'addressClosed';
export type KeyError = 'keySpaces' | 'keyForeign' | 'codeForeign';

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
  const state = provider?.credential.state;
  const stored = state === 'ready' || state === 'elsewhere';
  return {
    name: provider?.name ?? definition.name,
    baseUrl: provider?.baseUrl ?? '',
    key: stored ? { type: 'keep' } : { type: 'enter', key: '' },
  };
}

/** What must be mended before the draft can be saved; empty when nothing must. */
export function errorsOf(definition: ProviderDefinition, draft: ProviderDraft): DraftErrors {
  const name = nameError(draft.name.trim());
  const baseUrl = addressError(draft.baseUrl, definition);
  const key = keyError(draft.key, kindsOf(definition)[0] ?? 'key');
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
    ...(draft.key.type === 'enter' && draft.key.kind !== undefined
      ? { credentialKind: draft.key.kind }
      : {}),
    ...(draft.key.type === 'give' && { givesCredential: true as const }),
  };
}

/** A draft of which `sent` was saved meanwhile: what was written since stays, a key that was sent is a stored one. */
export function draftAfterSave(now: ProviderDraft, sent: ProviderDraft): ProviderDraft {
  return now.key === sent.key ? { ...now, key: keyAfterSave(sent.key) } : now;
}

function keyAfterSave(key: KeyChange): KeyChange {
  const isStored =
    key.type === 'keep' || key.type === 'give' || (key.type === 'enter' && key.key.trim() !== '');
  return isStored ? { type: 'keep' } : { type: 'enter', key: '' };
}

/** Whether saving would change anything. A field for another key that is still empty is no change. */
export function isChanged(now: ProviderDraft, saved: ProviderDraft): boolean {
  const { key, name, baseUrl } = now;
  const isGiven = key.type === 'give' || credentialOf(key) !== undefined;
  return isGiven || name !== saved.name || baseUrl !== saved.baseUrl;
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
    case 'give':
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

function addressError(baseUrl: string, definition: ProviderDefinition): AddressError | null {
  const addresses = addressesOf(baseUrl);
  if (addresses.length === 0) return definition.baseUrls.length === 0 ? 'addressMissing' : null;
  const wrong = addresses.map(wrongAddress).find((error) => error !== null);
  if (wrong !== undefined && wrong !== null) return wrong;
  const closed = new Set(definition.retired?.addresses.map(hostOf));
  return addresses.some((address) => closed.has(hostOf(address))) ? 'addressClosed' : null;
}

function hostOf(address: string): string | undefined {
  return URL.parse(address)?.hostname;
}

function wrongAddress(address: string): AddressError | null {
  const url = URL.parse(address);
  if (url === null || !/^https?:\/\//i.test(address)) return 'addressInvalid';
  return url.username !== '' || url.password !== '' ? 'addressSecret' : null;
}

function keyError(change: KeyChange, usual: CredentialKind): KeyError | null {
  if (change.type !== 'enter') return null;
  const isCode = (change.kind ?? usual) === 'access-code';
  const key = change.key.trim();
  if (isCode ? /\p{Cc}/u.test(key) : /\s/.test(key)) return 'keySpaces';
  if (/^[ -~]*$/.test(key)) return null;
  return isCode ? 'codeForeign' : 'keyForeign';
}
