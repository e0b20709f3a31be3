import type { AppEvent, ProcedureInput } from '#shared/contract.ts';
import { FailureError } from '#shared/failure.ts';
import type { FailureCode } from '#shared/failure.ts';
import type { ProviderId } from '#shared/id.ts';
import type { LocalServer } from '#shared/provider/local-server.ts';
import { addressesOf } from '#shared/provider/provider.ts';
import type { CredentialStatus, ProviderView } from '#shared/provider/provider.ts';
import { defaultSettings } from '#shared/settings.ts';
import type { CookieJars } from '../../net/cookies.ts';
import type { CredentialFile } from '../../storage/credentials.ts';
import type { SettingsFile } from '../../storage/settings.ts';
import { adapters } from '../formats/adapters.ts';
import { OFFLINE_PROVIDER_ID } from '../catalog/catalog.ts';
import {
  checkedCredential,
  configuredFrom,
  isSendable,
  unsendableCredential,
} from '../catalog/configuration.ts';
import type { ProviderAccess } from '../call/request.ts';
import { createProviderViews } from './views.ts';

/** Which providers a person has set up, with what it takes to reach them. */
export interface ProviderRegistry {
  readonly views: () => readonly ProviderView[];
  /** Tells every window. */
  readonly announce: () => void;
  /** Throws `invalid-input` when there is none. */
  readonly find: (providerId: ProviderId) => ProviderView;
  readonly save: (input: ProcedureInput<'provider.save'>) => Promise<ProviderId>;
  readonly remove: (providerId: ProviderId) => Promise<void>;
  /** Throws `missing-credential` or `invalid-input`. */
  readonly accessTo: (view: ProviderView, options?: AccessOptions) => Promise<ProviderAccess>;
}

export interface ProviderRegistryDependencies {
  readonly settings: SettingsFile;
  readonly credentials: CredentialFile;
  readonly broadcast?: ((event: AppEvent) => void) | undefined;
}

/** What providers of this process have met. */
export interface Acquaintances {
  readonly cookies: CookieJars;
  /** The servers of this computer. */
  readonly found: () => readonly LocalServer[];
}

export function createProviderRegistry(
  dependencies: ProviderRegistryDependencies,
  { cookies, found }: Acquaintances,
): ProviderRegistry {
  const { settings, credentials, broadcast } = dependencies;

  const views = createProviderViews({ settings, credentials, found });

  return {
    views: views.all,
    announce,
    find: views.find,
    save,
    remove,
    accessTo: (view, options = {}) => accessTo(view, { credentials, cookies, ...options }),
  };

  function announce(): void {
    broadcast?.({ type: 'providers-changed', providers: views.all() });
  }

  async function save(input: ProcedureInput<'provider.save'>): Promise<ProviderId> {
    const saved = configuredFrom(input, settings.read().providers);
    if (input.credential !== undefined) {
      await credentials.write(saved.id, checkedCredential(input.credential));
    }
    // Read again: another change may have come in while the credential was written.
    const { providers } = settings.read();
    const known = providers.some(({ id }) => id === saved.id);
    settings.change({
      providers: known
        ? providers.map((provider) => (provider.id === saved.id ? saved : provider))
        : [...providers, saved],
    });
    announce();
    return saved.id;
  }

  async function remove(providerId: ProviderId): Promise<void> {
    if (providerId === OFFLINE_PROVIDER_ID) {
      throw failure('invalid-input', 'Cannot remove ELIZA: it is part of Parley. Leave it be.');
    }
    await credentials.write(providerId, null);
    const { providers, model, fallback } = settings.read();
    settings.change({
      providers: providers.filter(({ id }) => id !== providerId),
      fallback: fallback.filter((other) => other.providerId !== providerId),
      ...(model.providerId === providerId && { model: defaultSettings.model }),
    });
    announce();
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
    throw failure(
      'invalid-input',
      `Cannot reach ${name}: it has no base URL. Enter one in its settings.`,
    );
  }
  const needsNone = asGuest || definition.credential === 'none';
  const credential = needsNone ? null : await credentials.read(view.id);
  if (!asGuest && credential === null && definition.credential === 'required' && baseUrl === null) {
    throw failure('missing-credential', missingCredential(name, credentials.status(view.id)));
  }
  if (credential !== null && !isSendable(credential)) throw unsendableCredential();
  const cookiesOf: ProviderAccess['cookiesOf'] = (server) => cookies.of(view.id, server);
  return { name, definition, adapter, baseUrls, credential, cookiesOf };
}

function missingCredential(name: string, credential: CredentialStatus): string {
  return credential.state === 'unreadable'
    ? `Cannot reach ${name}: its stored key can no longer be decrypted on this system. Enter the key again in its settings.`
    : `Cannot reach ${name}: it has no key. Enter one in its settings.`;
}

function failure(code: FailureCode, message: string): FailureError {
  return new FailureError({ code, message, retryable: false });
}
