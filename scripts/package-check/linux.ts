import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../set-up/run.mjs';
import type { Check } from './check.ts';
import { assertAppAlone, assertFuses, readAsar } from './inspect.ts';

/** Where the packages of one run are. */
export interface Built {
  readonly output: string;
  /** The length of the placeholder of the AppImage's runtime, in bytes. */
  readonly runtimeLength: number;
  /** A folder for what is opened. */
  readonly work: string;
}

const ID = 'app.parley.Parley';
const ICONS = [16, 32, 48, 64, 128, 256, 512, 1024];

/** The packages for Linux, opened with the tools of the distributions that they are for. */
export function linuxChecks(built: Built): readonly Check[] {
  return [...appChecks(built), ...debChecks(built), rpmCheck(built), appImageCheck(built)];
}

function appChecks({ output }: Built): readonly Check[] {
  const unpacked = join(output, 'linux-unpacked');
  return [
    {
      name: 'The packaged program refuses to be a Node, a debugger’s target or a loader of loose files',
      run: () => assertFuses(join(unpacked, 'parley-desktop')),
    },
    {
      name: 'The archive has the app and nothing else',
      run: () => {
        const asar = readAsar(join(unpacked, 'resources/app.asar'));
        assertAppAlone(asar);
        const { name, desktopName, main } = JSON.parse(asar.read('package.json').toString());
        assert.deepEqual(
          { name, desktopName, main },
          { name: 'parley', desktopName: `${ID}.desktop`, main: 'out/main/index.js' },
        );
        // Windows knows the app by this name: notifications and the task bar.
        const start = readFileSync(join(root, 'src/main/index.ts'), 'utf8');
        assert.ok(start.includes(`setAppUserModelId('${ID}')`));
      },
    },
    {
      name: 'The licences of everything inside are inside',
      run: () => {
        const text = readAsar(join(unpacked, 'resources/app.asar'))
          .read('out/licences.txt')
          .toString();
        // Of the main process, of the windows, of the highlighter's thread, and what they run in.
        for (const name of ['undici', 'react', '@shikijs/core', 'electron'])
          assert.match(text, new RegExp(`^${name} [\\d.]+ \\(MIT\\)$`, 'm'));
        assert.ok(existsSync(join(unpacked, 'LICENSES.chromium.html')));
      },
    },
    {
      name: 'Nothing in it lets another updater in',
      run: () => {
        const names = readdirSync(join(unpacked, 'resources'));
        assert.deepEqual(
          names.filter((name) => name === 'app-update.yml' || name === 'package-type'),
          [],
        );
      },
    },
  ];
}

function debChecks({ output, work }: Built): readonly Check[] {
  const deb = (): string => packageOf(output, '.deb');
  const openedDeb = (): string =>
    opened(work, 'deb', (folder) => execFileSync('dpkg-deb', ['--raw-extract', deb(), folder]));
  return [
    {
      name: 'The deb says what it is, under a name that no other package has',
      tools: ['dpkg-deb'],
      run: () => {
        const file = deb();
        const field = (name: string): string => fieldOf(file, name);
        assert.equal(field('Package'), 'parley-desktop');
        assert.equal(field('Version'), versionOf());
        assert.equal(field('Architecture'), 'amd64');
        assert.match(field('Maintainer'), /^.+ <\S+@\S+>$/);
        assert.match(field('Homepage'), /^https:/);
        assert.match(field('Depends'), /libsecret-1-0.*libxtst6/);
        assert.equal(field('Recommends'), 'libayatana-appindicator3-1');
        const [synopsis = '', ...lines] = field('Description').split('\n');
        assert.ok(synopsis.length <= 80 && lines.length > 0);
      },
    },
    {
      name: 'The files of the deb are root’s, whole, and readable by everybody',
      tools: ['dpkg-deb'],
      run: () => {
        const listed = execFileSync('dpkg-deb', ['--contents', deb()], { encoding: 'utf8' });
        for (const line of listed.trim().split('\n')) {
          const [mode = '', owner] = line.split(/\s+/);
          assert.equal(owner, 'root/root', line);
          assert.match(mode, /^(?:d.w.|-.w.)..?.?/, line);
          assert.ok(mode[7] === 'r' && mode[8] === '-', line);
        }
        const tree = openedDeb();
        execFileSync('md5sum', ['--quiet', '--check', 'DEBIAN/md5sums'], { cwd: tree });
        const icons = ICONS.map((size) => iconFile(tree, size)).filter((file) => !existsSync(file));
        assert.deepEqual(icons, []);
      },
    },
    {
      name: 'The desktop entry is valid and named as the window and the portals know the app',
      tools: ['dpkg-deb', 'desktop-file-validate'],
      run: () => {
        const tree = openedDeb();
        const file = join(tree, `usr/share/applications/${ID}.desktop`);
        execFileSync('desktop-file-validate', ['--warn-kde', file], { encoding: 'utf8' });
        const entry = readFileSync(file, 'utf8');
        for (const line of [
          'Exec=/opt/Parley/parley-desktop %U',
          'Icon=parley-desktop',
          `StartupWMClass=${ID}`,
        ]) {
          assert.ok(entry.split('\n').includes(line), line);
        }
        assert.ok(!entry.includes('--no-sandbox'));
      },
    },
    {
      name: 'Software centres can show it',
      tools: ['dpkg-deb', 'appstreamcli'],
      run: () => {
        const tree = openedDeb();
        const file = join(tree, `usr/share/metainfo/${ID}.metainfo.xml`);
        execFileSync('appstreamcli', ['validate', '--no-net', file], { encoding: 'utf8' });
        assert.ok(!readFileSync(file, 'utf8').includes('@'));
      },
    },
  ];
}

function rpmCheck({ output }: Built): Check {
  return {
    name: 'The rpm says what it is, and asks for packages by the names that Fedora and openSUSE have',
    tools: ['rpm', 'rpmbuild'],
    run: () => {
      const rpm = packageOf(output, '.rpm');
      const query = (...args: string[]): string =>
        execFileSync('rpm', ['--query', '--package', ...args, rpm], { encoding: 'utf8' });
      const what = '%{NAME} %{VERSION} %{ARCH} %{LICENSE}';
      assert.equal(query('--queryformat', what), `parley-desktop ${versionOf()} x86_64 MIT`);
      assert.match(query('--requires'), /^gtk3$/m);
      const files = query('--list').split('\n');
      for (const file of [
        '/opt/Parley/parley-desktop',
        `/usr/share/applications/${ID}.desktop`,
        `/usr/share/metainfo/${ID}.metainfo.xml`,
      ]) {
        assert.ok(files.includes(file), file);
      }
      assert.match(query('--scripts'), /postinstall[^]+update-alternatives[^]+postuninstall/);
    },
  };
}

function appImageCheck({ output, runtimeLength, work }: Built): Check {
  return {
    name: 'The AppImage opens, with the sandbox on wherever the system has one',
    tools: ['mksquashfs', 'unsquashfs', 'desktop-file-validate'],
    run: () => {
      const image = join(output, 'Parley-x86_64.AppImage');
      assert.ok(statSync(image).mode & 0o100, 'it is executable');
      const tree = opened(work, 'appimage', (folder) => {
        const offset = ['-o', String(runtimeLength)];
        execFileSync('unsquashfs', [...offset, '-force', '-d', folder, image]);
      });
      assertAppAlone(readAsar(join(tree, 'resources/app.asar')));
      const entry = join(tree, `${ID}.desktop`);
      execFileSync('desktop-file-validate', [entry], { encoding: 'utf8' });
      assert.match(readFileSync(entry, 'utf8'), /^Exec=AppRun %U$/m);
      assert.match(readFileSync(join(tree, 'AppRun'), 'utf8'), /! unshare -Ur true/);
      assert.ok(existsSync(iconFile(tree, 256)));
    },
  };
}

function fieldOf(deb: string, name: string): string {
  return execFileSync('dpkg-deb', ['--field', deb, name], { encoding: 'utf8' }).trim();
}

function versionOf(): string {
  return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version as string;
}

export function packageOf(output: string, ending: string): string {
  const name = readdirSync(output).find((each) => each.endsWith(ending));
  assert.ok(name, `there is no ${ending}`);
  return join(output, name);
}

function iconFile(tree: string, size: number): string {
  return join(tree, `usr/share/icons/hicolor/${size}x${size}/apps/parley-desktop.png`);
}

/** Opened once, however many checks look into it. */
function opened(work: string, name: string, open: (folder: string) => void): string {
  const folder = join(work, name);
  if (!existsSync(folder)) {
    mkdirSync(folder, { recursive: true });
    open(folder);
  }
  return folder;
}
