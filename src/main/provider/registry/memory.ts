import type { ProviderId } from '#shared/id.ts';
import { defaultSettings } from '#shared/settings.ts';
import type { Audience } from '../../storage/credential-entries.ts';
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

/** Credentials that live and end with this process, each for those that it was given for. */
export function transientCredentials(): CredentialFile {
  const entries = new Map<ProviderId, { readonly secret: string; readonly audience: Audience }>();
  const isFor = (id: ProviderId, audience: Audience): boolean =>
    audience.length > 0 &&
    audience.every((one) => entries.get(id)?.audience.includes(one) === true);
  return {
    status: (id, audience) => {
      const entry = entries.get(id);
      if (entry === undefined) return { present: false, state: 'absent' };
      const present = isFor(id, audience);
      const state = present ? 'ready' : 'elsewhere';
      return { present, state, audience: entry.audience, kept: 'session' };
    },
    read: async (id, audience) => (isFor(id, audience) ? (entries.get(id)?.secret ?? null) : null),
    write: async (id, secret, { audience }) => void entries.set(id, { secret, audience }),
    remove: async (id) => void entries.delete(id),
    give: async (id, audience) => {
      const entry = entries.get(id);
      if (entry !== undefined) entries.set(id, { ...entry, audience });
    },
    keep: async () => undefined,
  };
}
