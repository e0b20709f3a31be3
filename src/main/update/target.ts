import { dirname, sep } from 'node:path';
import type { UpdateWay } from '#shared/update/update.ts';

/** How this copy of Parley came onto this computer. */
export interface Target {
  readonly way: UpdateWay;
  /** The package of a release that replaces it; `null` where Parley replaces nothing. */
  readonly name: string | null;
  /** The file that is replaced, where it is one. */
  readonly file: string | null;
}

export interface Place {
  readonly platform: NodeJS.Platform;
  readonly architecture: string;
  /** The running program. */
  readonly program: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Whether a file or folder can be written. */
  readonly isWritable: (path: string) => boolean;
  readonly exists: (path: string) => boolean;
}

/**
 * Only where a package takes the place of this one as a whole, without an administrator, does Parley install it. What
 * belongs to the system is the system's to update.
 */
export function findTarget(place: Place): Target {
  if (place.platform === 'win32') return windowsTarget(place);
  if (place.platform === 'darwin') return macTarget(place);
  return linuxTarget(place);
}

const byHand: Target = { way: 'page', name: null, file: null };
const ofSystem: Target = { way: 'system', name: null, file: null };

function linuxTarget({ architecture, program, environment, isWritable }: Place): Target {
  if (environment['FLATPAK_ID'] || environment['SNAP']) return ofSystem;
  const { APPIMAGE: file, APPDIR: folder } = environment;
  // Another AppImage that started this program has left its own variables here.
  if (file && folder && program.startsWith(folder + sep)) {
    return isWritable(file) && isWritable(dirname(file))
      ? { way: 'install', name: `linux-${architecture}-appimage`, file }
      : byHand;
  }
  return /^\/(?:opt|usr|nix|gnu)\//.test(program) ? ofSystem : byHand;
}

/** The uninstaller lies beside what the installer has put there, and not beside an unpacked archive. */
function windowsTarget({ architecture, program, isWritable, exists }: Place): Target {
  const folder = program.slice(0, program.lastIndexOf('\\'));
  const isInstalled = exists(`${folder}\\Uninstall Parley.exe`) && isWritable(folder);
  return isInstalled ? { way: 'install', name: `win-${architecture}-nsis`, file: null } : byHand;
}

/** Where it was started from a disk image, or by macOS from a random place (App Translocation), it cannot be replaced. */
function macTarget({ architecture, program, isWritable }: Place): Target {
  const bundle = /^(.+\.app)\/Contents\/MacOS\//.exec(program)?.[1];
  if (bundle === undefined || program.startsWith('/Volumes/')) return byHand;
  if (program.includes('/AppTranslocation/') || !isWritable(dirname(bundle))) return byHand;
  return { way: 'install', name: `mac-${architecture}-zip`, file: bundle };
}
