import type { ProviderId } from '#shared/id.ts';
import { defaultSettings } from '#shared/settings.ts';
import type { CredentialFile } from '../../storage/credentials.ts';
import type { SettingsFile } from '../../storage/settings.ts';

/** Settings that live and end with this process. */
export function transientSettings(): SettingsFile {
  let settings = defaultSettings;
  return {
    read: () => settings,
    change: (patch) => (settings = { ...settings, ...patch }),
  };
}

/** Credentials that live and end with this process. */
export function transientCredentials(): CredentialFile {
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
