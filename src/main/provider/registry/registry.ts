import type { AppEvent, ProcedureInput } from '#shared/contract.ts';
import { FailureError } from '#shared/failure.ts';
import type { FailureCode } from '#shared/failure.ts';
import type { ProviderId } from '#shared/id.ts';
import type { LocalServer } from '#shared/provider/local-server.ts';
import { addressesOf } from '#shared/provider/provider.ts';
import type { CredentialStatus, ProviderView } from '#shared/provider/provider.ts';
import { defaultSettings } from '#shared/settings.ts';
import type { Settings } from '#shared/settings.ts';
import type { CookieJars } from '../../net/cookies.ts';
import type { CredentialFile } from '../../storage/credentials.ts';
import { createSequence } from '../../storage/sequence.ts';
import type { SettingsFile } from '../../storage/settings.ts';
import { adapters } from '../formats/adapters.ts';
import { findDefinition, OFFLINE_PROVIDER_ID } from '../catalog/catalog.ts';
import { configuredFrom } from '../catalog/configuration.ts';
import { closedAddressIn, closedSince } from '../catalog/closed.ts';
import { checked, givenCredential, storedCredential } from '../catalog/credential.ts';
import type { ProviderAccess } from '../call/request.ts';
import { createProviderViews } from './views.ts';

/** Which providers a person has set up, with what it takes to reach them. */
export interface ProviderRegistry {
  readonly views: () => readonly ProviderView[];
  /** Tells every window. */
  readonly announce: () => void;
  /** Throws `invalid-input` when there is none. */
  readonly find: (providerId: ProviderId) => ProviderView;
  /** One after the other: a provider and its credential change together, or neither does. */
  readonly save: (input: ProcedureInput<'provider.save'>) => Promise<ProviderId>;
  readonly remove: (providerId: ProviderId) => Promise<void>;
  /** As the provider is after the changes that are on their way. Throws `missing-credential` or `invalid-input`. */
  readonly accessTo: (view: ProviderView, options?: AccessOptions) => Promise<ProviderAccess>;
}

export interface ProviderRegistryDependencies {
  readonly settings: SettingsFile;
  readonly credentials: CredentialFile;
  readonly broadcast?: ((event: AppEvent) => void) | undefined;
}

/** What is known of services in this process alone: cookies, and the servers of this computer. */
export interface RuntimeState {
  readonly cookies: CookieJars;
  readonly found: () => readonly LocalServer[];
}

export function createProviderRegistry(
  dependencies: ProviderRegistryDependencies,
  { cookies, found }: RuntimeState,
): ProviderRegistry {
  const { settings, credentials, broadcast } = dependencies;
  const changes = createSequence();
  const views = createProviderViews({ settings, credentials, found });

  return {
    views: views.all,
    announce,
    find: views.find,
    save: (input) => changes.run(() => save(input)),
    remove: (providerId) => changes.run(() => remove(providerId)),
    accessTo: async ({ id }, options = {}) => {
      // In between, an address and a credential may not belong together.
      await changes.settled();
      return accessTo(views.find(id), { credentials, cookies, ...options });
    },
  };

  function announce(): void {
    broadcast?.({ type: 'providers-changed', providers: views.all() });
  }

  /** The settings first: a credential is only replaced for a provider that is kept. */
  async function save(input: ProcedureInput<'provider.save'>): Promise<ProviderId> {
    const before = settings.read().providers;
    const saved = configuredFrom(input, before);
    const definition = findDefinition(input.definitionId);
    const credential = definition === undefined ? null : storedCredential(input, definition);
    const isKnown = before.some(({ id }) => id === saved.id);
    settings.change({
      providers: isKnown
        ? before.map((provider) => (provider.id === saved.id ? saved : provider))
        : [...before, saved],
    });
    if (credential !== undefined) await writeOrRestore(saved.id, credential, { providers: before });
    announce();
    return saved.id;
  }

  async function remove(providerId: ProviderId): Promise<void> {
    if (providerId === OFFLINE_PROVIDER_ID) {
      throw failure(
        'invalid-input',
        'Cannot remove ELIZA: it is part of Parley and cannot be removed.',
      );
    }
    const { providers, model, fallback } = settings.read();
    settings.change({
      providers: providers.filter(({ id }) => id !== providerId),
      fallback: fallback.filter((other) => other.providerId !== providerId),
      ...(model.providerId === providerId && { model: defaultSettings.model }),
    });
    await writeOrRestore(providerId, null, { providers, model, fallback });
    announce();
  }

  async function writeOrRestore(
    providerId: ProviderId,
    credential: string | null,
    before: Partial<Settings>,
  ): Promise<void> {
    try {
      await credentials.write(providerId, credential);
    } catch (error) {
      try {
        settings.change(before);
      } catch {
        // What failed first is what there is to say.
      }
      throw error;
    }
  }
}

interface AccessOptions {
  /** Without a credential, even where one is required: to get one. */
  readonly asGuest?: boolean;
}

async function accessTo(
  view: ProviderView,
  {
    credentials,
    cookies,
    asGuest = false,
  }: AccessOptions & { readonly credentials: CredentialFile; readonly cookies: CookieJars },
): Promise<ProviderAccess> {
  const { definition, name, baseUrl } = view;
  const baseUrls = baseUrl === null ? definition.baseUrls : addressesOf(baseUrl);
  const adapter = definition.adapter === 'eliza' ? undefined : adapters[definition.adapter];
  if (adapter === undefined) {
    throw failure(
      'invalid-input',
      `Cannot reach ${name}: this version does not speak its protocol. Update Parley.`,
    );
  }
  if (baseUrls.length === 0) {
    const reason = closedSince(definition) ?? 'it has no base URL';
    throw failure(
      'invalid-input',
      `Cannot reach ${name}: ${reason}. Enter the address of a server.`,
    );
  }
  const closed = closedAddressIn(definition, baseUrls);
  if (closed !== undefined)
    throw failure('invalid-input', `Cannot reach ${name}: ${closed}. Enter another address.`);
  const needsNone = asGuest || definition.credential === 'none';
  const credential = needsNone ? null : await credentials.read(view.id);
  if (!asGuest && credential === null && definition.credential === 'required' && baseUrl === null) {
    throw failure('missing-credential', missingCredential(name, credentials.status(view.id)));
  }
  const given = credential === null ? null : checked(givenCredential(credential, definition));
  const cookiesOf: ProviderAccess['cookiesOf'] = (server) => cookies.of(view.id, server);
  return { name, definition, adapter, baseUrls, credential: given, cookiesOf };
}

function missingCredential(name: string, credential: CredentialStatus): string {
  return credential.state === 'unreadable'
    ? `Cannot reach ${name}: its stored key can no longer be decrypted on this system. Enter the key again in its settings.`
    : `Cannot reach ${name}: it has no key. Enter one in its settings.`;
}

function failure(code: FailureCode, message: string): FailureError {
  return new FailureError({ code, message, retryable: false });
}
