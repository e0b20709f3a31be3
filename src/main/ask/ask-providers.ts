import type { ProviderId } from '#shared/id.ts';
import { defaultSettings } from '#shared/settings.ts';
import type { Http } from '../net/http.ts';
import type { Clock } from '../provider/clock.ts';
import { createProviders } from '../provider/providers.ts';
import type { Providers } from '../provider/providers.ts';
import type { CredentialFile } from '../storage/credential-file.ts';
import type { SettingsFile } from '../storage/settings-file.ts';

/** The providers of the app over settings and credentials that live in memory: nothing is read from disk or left on it. */
export function createTransientProviders(http: Http, clock: Clock): Providers {
  return createProviders({
    http,
    clock,
    settings: transientSettings(),
    credentials: transientCredentials(),
  });
}

function transientSettings(): SettingsFile {
  let settings = defaultSettings;
  return {
    read: () => settings,
    change: (patch) => (settings = { ...settings, ...patch }),
  };
}

function transientCredentials(): CredentialFile {
  const secrets = new Map<ProviderId, string>();
  return {
    status: (providerId) => {
      const present = secrets.has(providerId);
      return { present, state: present ? 'ready' : 'absent' };
    },
    read: (providerId) => Promise.resolve(secrets.get(providerId) ?? null),
    write: (providerId, secret) => {
      if (secret === null) secrets.delete(providerId);
      else secrets.set(providerId, secret);
      return Promise.resolve();
    },
    protection: () => 'none',
  };
}
