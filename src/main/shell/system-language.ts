import { app } from 'electron';
import { languages } from '#shared/settings.ts';
import type { Language } from '#shared/settings.ts';

/** The first of the person's preferred languages that the app speaks; English when it speaks none. */
export function systemLanguage(): Language {
  for (const preferred of app.getPreferredSystemLanguages()) {
    const [code] = preferred.toLowerCase().split('-');
    const language = languages.find((known) => known === code);
    if (language !== undefined) return language;
  }
  return 'en';
}
