import type { AppEvent } from '#shared/contract.ts';
import type { Language, QuickPromptPlace, Settings, SettingsPatch } from '#shared/settings.ts';
import { given, patchedNetwork } from './network/patch.ts';

export interface PreferencesOptions {
  readonly file: {
    readonly read: () => Settings;
    readonly change: (patch: Partial<Settings>) => Settings;
  };
  readonly systemLanguage: Language;
  readonly broadcast: (event: AppEvent) => void;
  readonly report: (error: unknown) => void;
}

/** A setting that is the same object in both has not changed. */
export type SettingsFollower = (settings: Settings, before: Settings) => void;

/** The settings with what they do outside the windows. */
export interface Preferences {
  readonly read: () => Settings;
  /**
   * Saves, then tells every follower and every window; a follower that fails is reported and stops nothing.
   * Throws `storage-failed`, and then nothing has changed.
   */
  readonly change: (patch: Partial<Settings> | SettingsPatch) => Settings;
  /** To be told of every change that a person made. Returns its undo. */
  readonly follow: (follower: SettingsFollower) => () => void;
  readonly language: () => Language;
  /** Keeps where the window was. Never throws: it is not worth a message. */
  readonly keepWindow: (window: Settings['window']) => void;
  /** That Parley goes on in the tray has been said. */
  readonly keepTrayHint: () => void;
  /** The same for the quick prompt on one display. */
  readonly keepQuickPromptPlace: (display: string, place: QuickPromptPlace) => void;
}

/** Displays whose place is kept; the one used longest ago is forgotten first. */
const MOST_PLACES = 16;

export function createPreferences(options: PreferencesOptions): Preferences {
  const { file, broadcast } = options;
  const followers = new Set<SettingsFollower>();

  function language(): Language {
    return file.read().language ?? options.systemLanguage;
  }

  function change(patch: Partial<Settings> | SettingsPatch): Settings {
    const before = file.read();
    const { quickPrompt, tray, shortcuts, network, ...rest } = patch;
    const settings = file.change({
      ...given(rest),
      ...(quickPrompt && { quickPrompt: { ...before.quickPrompt, ...given(quickPrompt) } }),
      ...(tray && { tray: { ...before.tray, ...given(tray) } }),
      ...(shortcuts && { shortcuts: { ...before.shortcuts, ...given(shortcuts) } }),
      ...(network && { network: patchedNetwork(before.network, network) }),
    });
    for (const follower of followers) tell(follower, settings, before);
    broadcast({ type: 'settings-changed', settings });
    return settings;
  }

  function tell(follower: SettingsFollower, settings: Settings, before: Settings): void {
    try {
      follower(settings, before);
    } catch (error) {
      options.report(error);
    }
  }

  function keep(patch: Partial<Settings>): void {
    try {
      file.change(patch);
    } catch (error) {
      options.report(error);
    }
  }

  function keepQuickPromptPlace(display: string, place: QuickPromptPlace): void {
    const { quickPrompt } = file.read();
    const others = Object.entries(quickPrompt.places).filter(([key]) => key !== display);
    const places = Object.fromEntries([...others.slice(1 - MOST_PLACES), [display, place]]);
    keep({ quickPrompt: { ...quickPrompt, places } });
  }

  return {
    read: file.read,
    change,
    follow: (follower) => {
      followers.add(follower);
      return () => void followers.delete(follower);
    },
    language,
    keepWindow: (window) => keep({ window }),
    keepTrayHint: () => keep({ tray: { ...file.read().tray, hintGiven: true } }),
    keepQuickPromptPlace,
  };
}
