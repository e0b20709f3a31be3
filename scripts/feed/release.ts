import { createHash } from 'node:crypto';
import { createReadStream, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Release, UpdatePackage } from '../../src/main/update/feed.ts';
import { root } from '../set-up/run.mjs';

/** The packages that Parley installs by itself, by how the packager names them. */
const targets = [
  ['linux-x64-appimage', /-x86_64\.AppImage$/],
  ['win-x64-nsis', /-setup-x64\.exe$/],
  ['win-arm64-nsis', /-setup-arm64\.exe$/],
  ['mac-x64-zip', /-mac-x64\.zip$/],
  ['mac-arm64-zip', /-mac-arm64\.zip$/],
] as const;

/** Throws when a package or the notes are missing. */
export async function releaseOf(from: {
  readonly packages: string;
  /** Where the files will be, without the slash at the end. */
  readonly downloads: string;
  readonly page: string;
  readonly version: string;
}): Promise<Release> {
  const { version } = from;
  const names = readdirSync(from.packages);
  const packages: UpdatePackage[] = [];
  for (const [target, pattern] of targets) {
    const [name, ...others] = names.filter((each) => pattern.test(each));
    if (name === undefined || others.length > 0)
      throw new Error(
        `Cannot tell of the release: ${others.length + 1} packages fit ${target}, or none.`,
      );
    packages.push(await describe(target, join(from.packages, name), `${from.downloads}/${name}`));
  }
  return {
    version,
    channel: version.includes('-') ? 'early' : 'stable',
    publishedAt: new Date().toISOString(),
    notes: { en: notesOf(version, readFileSync(join(root, 'CHANGELOG.md'), 'utf8')) },
    page: from.page,
    packages,
  };
}

async function describe(target: string, file: string, url: string): Promise<UpdatePackage> {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  return { target, url, size: statSync(file).size, sha512: hash.digest('base64') };
}

/** The section of a version, as plain text; of one that is only tried out, what is not released yet. */
export function notesOf(version: string, changelog: string): string {
  const sections = changelog.split(/^## /m).slice(1);
  const own = sections.find((section) => section.startsWith(version));
  const early = version.includes('-')
    ? sections.find((section) => section.startsWith('Unreleased'))
    : undefined;
  const section = own ?? early;
  if (section === undefined)
    throw new Error(`Cannot tell of the release: CHANGELOG.md has no section ${version}.`);
  const [, ...lines] = section.split('\n');
  return lines
    .join('\n')
    .replaceAll(/^#+ /gm, '')
    .replaceAll(/\[([^\]]+)\]\([^)]+\)/g, '$1')
    .replaceAll(/[`*]|\b_|_\b/g, '')
    .trim()
    .slice(0, 16_000);
}
