import { createInstance } from 'i18next';
import type { i18n as Texts } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '#shared/settings.ts';
import { en } from './en.ts';
import { ru } from './ru.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    readonly defaultNS: 'translation';
    readonly resources: { readonly translation: typeof en };
  }
}

/** The texts outside React; components use `useTranslation`. */
export const i18n: Texts = createInstance({
  fallbackLng: 'en',
  resources: { en: { translation: en }, ru: { translation: ru } },
  // React escapes what it renders.
  interpolation: { escapeValue: false },
}).use(initReactI18next);

/** Sets the language up, or changes it; every text on screen follows. */
export async function setLanguage(language: Language): Promise<void> {
  if (i18n.isInitialized) await i18n.changeLanguage(language);
  else await i18n.init({ lng: language });
  document.documentElement.lang = language;
}
