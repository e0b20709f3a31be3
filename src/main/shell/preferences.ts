import type { AppEvent } from '#shared/contract.ts';
import type { Language, Settings, SettingsPatch } from '#shared/settings.ts';
import { applyTheme } from '../window/appearance.ts';

export interface PreferencesOptions {
  readonly file: {
    readonly read: () => Settings;
    readonly change: (patch: Partial<Settings>) => Settings;
  };
  readonly systemLanguage: Language;
  readonly broadcast: (event: AppEvent) => void;
  /** The app's own texts need another language. */
  readonly onLanguageChange: () => void;
  readonly report: (error: unknown) => void;
}

/** The settings with what they do outside the windows. */
export interface Preferences {
  readonly read: () => Settings;
  /** Saves, applies and tells every window. Throws `storage-failed`, and then nothing has changed. */
  readonly change: (patch: Partial<Settings> | SettingsPatch) => Settings;
  readonly language: () => Language;
  /** Keeps where the window was. Never throws: it is not worth a message. */
  readonly keepWindow: (window: Settings['window']) => void;
}

export function createPreferences(options: PreferencesOptions): Preferences {
  const { file, broadcast } = options;
  applyTheme(file.read().theme);

  function language(): Language {
    return file.read().language ?? options.systemLanguage;
  }

  function change(patch: Partial<Settings> | SettingsPatch): Settings {
    const before = language();
    // A field that is present but undefined would erase the setting.
    const given = Object.entries(patch).filter(([, value]) => value !== undefined);
    const settings = file.change(Object.fromEntries(given));
    applyTheme(settings.theme);
    if (language() !== before) options.onLanguageChange();
    broadcast({ type: 'settings-changed', settings });
    return settings;
  }

  function keepWindow(window: Settings['window']): void {
    try {
      file.change({ window });
    } catch (error) {
      options.report(error);
    }
  }

  return { read: file.read, change, language, keepWindow };
}
