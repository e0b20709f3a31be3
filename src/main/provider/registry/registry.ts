import type { AppEvent, ProcedureInput } from '#shared/contract.ts';
import { FailureError } from '#shared/failure.ts';
import type { FailureCode } from '#shared/failure.ts';
import type { ProviderId } from '#shared/id.ts';
import type { LocalServer } from '#shared/provider/local-server.ts';
import { isBuiltIn } from '#shared/provider/provider.ts';
import type { CredentialStatus, ProviderView } from '#shared/provider/provider.ts';
import { defaultSettings } from '#shared/settings.ts';
import type { Settings } from '#shared/settings.ts';
import type { CookieJars } from '../../net/cookies.ts';
import type { CredentialFile } from '../../storage/credentials.ts';
import { createSequence } from '../../storage/sequence.ts';
import type { SettingsFile } from '../../storage/settings.ts';
import { adapters } from '../formats/adapters.ts';
import { originsOf } from '../catalog/base-url.ts';
import { findDefinition, OFFLINE_PROVIDER_ID } from '../catalog/catalog.ts';
import { audienceOf, baseUrlsOf, configuredFrom } from '../catalog/configuration.ts';
import { closedAddressIn, closedSince } from '../catalog/closed.ts';
import { checked, givenCredential, storedCredential } from '../catalog/credential.ts';
import type { ProviderAccess } from '../call/access.ts';
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
  /** See {@link CredentialFile}; nothing happens when the person does not want it on the disk. */
  readonly keepCredential: (input: ProcedureInput<'provider.keep-credential'>) => Promise<void>;
  /** As the provider is after the changes that are on their way. Throws `missing-credential` or `invalid-input`. */
  readonly accessTo: (view: ProviderView, options?: AccessOptions) => Promise<ProviderAccess>;
}

export interface ProviderRegistryDependencies {
  readonly settings: SettingsFile;
  readonly credentials: CredentialFile;
  readonly broadcast?: ((event: AppEvent) => void) | undefined;
  /** Asks the user outside every page. Absent: consent is refused. */
  readonly confirm?: ConfirmCredential | undefined;
}

type ConfirmCredential = (question: CredentialQuestion) => Promise<boolean>;

/** What a page can never do with a credential on its own. */
export type CredentialQuestion =
  /** Sends it to other servers than those that it was given for; both are origins. */
  | {
      readonly type: 'give-credential';
      readonly provider: string;
      readonly from: readonly string[];
      readonly to: readonly string[];
    }
  /** Puts it on the disk where no keychain protects it. */
  | { readonly type: 'keep-unprotected'; readonly provider: string };

/** What only this process knows about services: cookies, and the servers of this computer. */
export interface RuntimeState {
  readonly cookies: CookieJars;
  readonly found: () => readonly LocalServer[];
}

export function createProviderRegistry(
  dependencies: ProviderRegistryDependencies,
  { cookies, found }: RuntimeState,
): ProviderRegistry {
  const { settings, credentials, broadcast, confirm = async () => false } = dependencies;
  const changes = createSequence();
  const views = createProviderViews({ settings, credentials, found });

  return {
    views: views.all,
    announce,
    find: views.find,
    save: async (input) => {
      // Before its turn: while a person thinks, nothing else waits.
      const agreed = await askToGive(input, { settings, credentials, confirm });
      return changes.run(() => save(input, agreed));
    },
    remove: (providerId) => changes.run(() => remove(providerId)),
    keepCredential: async ({ providerId, where }) => {
      const { name } = views.find(providerId);
      const isWanted =
        where === 'session' || (await confirm({ type: 'keep-unprotected', provider: name }));
      if (!isWanted) return;
      await changes.run(() => credentials.keep(providerId, where));
      announce();
    },
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
  async function save(
    input: ProcedureInput<'provider.save'>,
    agreed: readonly string[] | null,
  ): Promise<ProviderId> {
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
    await orRestore(settings, { providers: before }, async () => {
      if (credential === null) await credentials.remove(saved.id);
      else if (credential !== undefined)
        await credentials.write(saved.id, credential, { audience: audienceOf(saved) });
      else if (agreed !== null) await credentials.give(saved.id, agreed);
    });
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
    await orRestore(settings, { providers, model, fallback }, () => credentials.remove(providerId));
    announce();
  }
}

/** The origins that the stored credential may be given to from now on; `null`: to no others than before. */
async function askToGive(
  input: ProcedureInput<'provider.save'>,
  {
    settings,
    credentials,
    confirm,
  }: Pick<ProviderRegistryDependencies, 'settings' | 'credentials'> & {
    readonly confirm: ConfirmCredential;
  },
): Promise<readonly string[] | null> {
  if (input.givesCredential !== true || input.credential !== undefined) return null;
  const saved = configuredFrom(input, settings.read().providers);
  const to = audienceOf(saved);
  const { state, audience: from = [] } = credentials.status(saved.id, to);
  if (state !== 'elsewhere') return null;
  const question = { type: 'give-credential', provider: saved.name, from, to } as const;
  return (await confirm(question)) ? to : null;
}

/** Throws what `change` throws, with the settings as they were. */
async function orRestore(
  settings: SettingsFile,
  before: Partial<Settings>,
  change: () => Promise<void>,
): Promise<void> {
  try {
    await change();
  } catch (error) {
    try {
      settings.change(before);
    } catch {
      // What failed first is what there is to say.
    }
    throw error;
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
  const baseUrls = baseUrlsOf(view, definition);
  const adapter = isBuiltIn(definition.adapter) ? undefined : adapters[definition.adapter];
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
  const credential = needsNone ? null : await credentials.read(view.id, originsOf(baseUrls));
  if (!needsNone && credential === null) {
    const { state, audience = [] } = credentials.status(view.id, originsOf(baseUrls));
    const isRequired = definition.credential === 'required' && baseUrl === null;
    // Not without one either: that would end as a refusal which says nothing of the reason.
    if (isRequired || state === 'unreadable' || state === 'elsewhere')
      throw failure('missing-credential', missingCredential(name, state, { audience, baseUrls }));
  }
  const given = credential === null ? null : checked(givenCredential(credential, definition));
  const cookiesOf: ProviderAccess['cookiesOf'] = (server) => cookies.of(view.id, server);
  return { name, definition, adapter, baseUrls, credential: given, cookiesOf };
}

function missingCredential(
  name: string,
  state: CredentialStatus['state'],
  servers: { readonly audience: readonly string[]; readonly baseUrls: readonly string[] },
): string {
  switch (state) {
    case 'unreadable':
      return `Cannot reach ${name}: the keychain of this system does not decrypt its key now. Unlock the keychain, or enter the key again in its settings.`;
    case 'elsewhere':
      return `Cannot reach ${name}: its key was given for ${servers.audience.join(', ')} and goes to no other server. Enter the key for ${originsOf(servers.baseUrls).join(', ')} in its settings, or remove it.`;
    case 'absent':
    case 'ready':
      return `Cannot reach ${name}: it has no key. Enter one in its settings.`;
  }
}

function failure(code: FailureCode, message: string): FailureError {
  return new FailureError({ code, message, retryable: false });
}
