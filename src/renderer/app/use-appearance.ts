import { useEffect } from 'react';
import { useEnvironment } from '../client/environment.ts';
import { useLanguage, useSettings } from '../client/settings.ts';
import { i18n, setLanguage } from '../text/i18n.ts';

/** Puts theme, text size, platform and language where styles and texts look for them. */
export function useAppearance(): void {
  const theme = useSettings((settings) => settings.theme);
  const textScale = useSettings((settings) => settings.textScale);
  const language = useLanguage();
  const { platform } = useEnvironment();
  useEffect(() => {
    const root = document.documentElement;
    root.dataset['theme'] = theme;
    root.dataset['platform'] = platform;
    root.style.setProperty('--text-scale', String(textScale));
  }, [theme, textScale, platform]);
  useEffect(() => {
    if (i18n.language !== language) void setLanguage(language);
  }, [language]);
}
