import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root, runPackage } from '../set-up/run.mjs';
import { readPublication, publisher } from './publication.ts';

export interface Build {
  /** As the packager's command line has them: `['--linux', 'deb']`. */
  readonly targets: readonly string[];
  /** Where packages go. */
  readonly output: string;
  /** Of `resources/publication.json` otherwise. */
  readonly publicationFile?: string;
  /** Beyond `electron-builder.yml`. */
  readonly config?: Readonly<Record<string, unknown>>;
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs the packager on the built app (`out`); resolves with its exit code. */
export function runBuilder({ targets, output, publicationFile, config, env }: Build) {
  mkdirSync(output, { recursive: true });
  const { homepage, maintainer } = publisher(readPublication(publicationFile));
  const metainfo = join(output, 'app.parley.Parley.metainfo.xml');
  writeFileSync(metainfo, fillMetainfo(homepage));
  // deb and rpm alone: the packager has no place for it in an AppImage.
  const fpm = [`${metainfo}=/usr/share/metainfo/app.parley.Parley.metainfo.xml`];
  const whole = {
    extends: join(root, 'electron-builder.yml'),
    directories: { output },
    extraMetadata: { homepage },
    linux: { maintainer },
    deb: { fpm },
    rpm: { fpm },
    ...(publicationFile === undefined
      ? {}
      : { files: [{ from: publicationFile, to: 'resources/publication.json' }] }),
    ...config,
  };
  const file = join(output, 'builder.json');
  writeFileSync(file, JSON.stringify(whole, null, 2));
  return runPackage(
    'electron-builder',
    [...targets, '--config', file, '--projectDir', root, '--publish', 'never'],
    {
      env: {
        // Debian's and Red Hat's own tools instead of a downloaded Ruby: what the checks open is what is released.
        CUSTOM_FPM_PATH: fileURLToPath(new URL('fpm.ts', import.meta.url)),
        ...env,
      },
    },
  );
}

function fillMetainfo(homepage: string): string {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    version: string;
  };
  return readFileSync(join(root, 'resources/linux/app.parley.Parley.metainfo.xml'), 'utf8')
    .replace('@HOMEPAGE@', homepage)
    .replace('@VERSION@', version)
    .replace('@DATE@', new Date().toISOString().slice(0, 10));
}
