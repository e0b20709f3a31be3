import type * as Electron from 'electron';
import { complete, Emitter } from './lacking.ts';
import { colorScheme, theme } from './theme.ts';
import { windows } from '../windows.ts';

const emitter = new Emitter('nativeTheme', ['updated']);

function changed(): void {
  for (const { webContents } of windows.all()) webContents.refreshColorScheme();
  emitter.announce('updated');
}

const members = {
  get themeSource() {
    return theme.source;
  },
  set themeSource(source: Electron.NativeTheme['themeSource']) {
    if (!['system', 'light', 'dark'].includes(source)) {
      throw new TypeError(`Error processing argument: ${source} is no theme source`);
    }
    if (source === theme.source) return;
    theme.source = source;
    changed();
  },
  get shouldUseDarkColors() {
    return colorScheme() === 'dark';
  },
  get shouldUseDarkColorsForSystemIntegratedUI() {
    return theme.system === 'dark';
  },
  shouldUseHighContrastColors: false,
  prefersReducedTransparency: false,
  inForcedColorsMode: false,
} satisfies Partial<Electron.NativeTheme>;

Object.defineProperties(emitter, Object.getOwnPropertyDescriptors(members));
export const nativeTheme = complete('nativeTheme', emitter as Emitter & typeof members);

/** What a spec may do to the desktop's own setting. */
export const themeControl = {
  setSystem: (scheme: 'light' | 'dark'): void => {
    theme.system = scheme;
    changed();
  },
};
