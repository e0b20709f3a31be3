import { createInstance } from 'i18next';
import type { i18n as Texts } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '#shared/settings.ts';
import type { en } from './en.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    readonly defaultNS: 'translation';
    readonly resources: { readonly translation: typeof en };
  }
}

/** The texts outside React; components use `useTranslation`. */
export const i18n: Texts = createInstance({
  resources: {},
  // React escapes what it renders.
  interpolation: { escapeValue: false },
}).use(initReactI18next);

const bring: Readonly<Record<Language, () => Promise<object>>> = {
  en: async () => (await import('./en.ts')).en,
  ru: async () => (await import('./ru.ts')).ru,
};

/** Sets the language up, or changes it; every text on screen follows. Only the texts in use are loaded. */
export async function setLanguage(language: Language): Promise<void> {
  const texts = await bring[language]();
  if (!i18n.isInitialized) await i18n.init({ lng: language });
  i18n.addResourceBundle(language, 'translation', texts);
  await i18n.changeLanguage(language);
  document.documentElement.lang = language;
}
