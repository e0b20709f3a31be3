import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from '../set-up/run.mjs';

/** The programs that open packages, by the Debian package that has each. */
const packages = {
  'dpkg-deb': 'dpkg',
  dpkg: 'dpkg',
  'desktop-file-validate': 'desktop-file-utils',
  appstreamcli: 'appstream',
  rpmbuild: 'rpm',
  rpm: 'rpm',
  mksquashfs: 'squashfs-tools',
  unsquashfs: 'squashfs-tools',
  makensis: 'nsis',
} as const;
export type Tool = keyof typeof packages;

export function isOnPath(tool: Tool): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, tool), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Installs what is missing where that can be done without asking: as root on Debian or a relative of it. */
export async function installTools(tools: ReadonlySet<Tool>): Promise<void> {
  const missing = [...tools].filter((tool) => !isOnPath(tool));
  const mayInstall =
    process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/etc/debian_version');
  if (missing.length === 0 || !mayInstall) return;
  const names = [...new Set(missing.map((tool) => packages[tool]))];
  console.log(`Installing ${names.join(', ')} …`);
  const quietly = { quiet: true, env: { DEBIAN_FRONTEND: 'noninteractive' } };
  await run('apt-get', ['update', '-qq'], quietly);
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], quietly);
}
