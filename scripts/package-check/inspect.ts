import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

/** https://www.electronjs.org/docs/latest/tutorial/fuses, in the order in which a program has them. */
const fuses = [
  ['RunAsNode', false],
  ['EnableCookieEncryption', true],
  ['EnableNodeOptionsEnvironmentVariable', false],
  ['EnableNodeCliInspectArguments', false],
  ['EnableEmbeddedAsarIntegrityValidation', true],
  ['OnlyLoadAppFromAsar', true],
  ['LoadBrowserProcessSpecificV8Snapshot', false],
  ['GrantFileProtocolExtraPrivileges', false],
] as const;

const SENTINEL = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX');

/** Every fuse of a packaged program is as Parley wants it, in each of its architectures. */
export function assertFuses(program: string): void {
  const bytes = readFileSync(program);
  let place = bytes.indexOf(SENTINEL);
  assert.notEqual(place, -1, `${program} has no fuses`);
  for (; place !== -1; place = bytes.indexOf(SENTINEL, place + 1)) {
    const [version, length = 0] = bytes.subarray(place + SENTINEL.length);
    assert.equal(version, 1, 'the fuses have another version');
    assert.ok(length >= fuses.length, `the program has ${length} fuses`);
    const start = place + SENTINEL.length + 2;
    const states = bytes.subarray(start, start + length).toString('latin1');
    for (const [index, [name, on]] of fuses.entries()) {
      assert.equal(states[index], on ? '1' : '0', `the fuse ${name}`);
    }
  }
}

interface AsarEntry {
  readonly files?: Readonly<Record<string, AsarEntry>>;
  readonly offset?: string;
  readonly size?: number;
  readonly unpacked?: boolean;
  readonly integrity?: { readonly algorithm: string };
}

export interface Asar {
  /** Paths from its root. */
  readonly files: readonly string[];
  readonly read: (path: string) => Buffer;
}

/** Opens an archive: https://github.com/electron/asar#format */
export function readAsar(file: string): Asar {
  const bytes = readFileSync(file);
  const length = bytes.readUInt32LE(12);
  const header = JSON.parse(bytes.subarray(16, 16 + length).toString('utf8')) as AsarEntry;
  const start = 8 + bytes.readUInt32LE(4);
  const entries = new Map(list(header, ''));
  return {
    files: [...entries.keys()],
    read: (path) => {
      const { offset, size = 0 } = entries.get(path) ?? {};
      if (offset === undefined) throw new Error(`${path} is not in the archive`);
      return bytes.subarray(start + Number(offset), start + Number(offset) + size);
    },
  };

  function list({ files = {} }: AsarEntry, folder: string): [string, AsarEntry][] {
    return Object.entries(files).flatMap(([name, entry]): [string, AsarEntry][] => {
      const path = folder === '' ? name : `${folder}/${name}`;
      return entry.files === undefined ? [[path, entry]] : list(entry, path);
    });
  }
}

const allowed =
  /^(?:out\/(?:main|preload|renderer)\/.+|out\/licences\.txt|resources\/publication\.json|resources\/(?:icon|tray)\/[\w@-]+\.(?:png|ico)|package\.json)$/;

/** The archive has the app and nothing else: no tests, maps, sources or modules. */
export function assertAppAlone({ files }: Asar): void {
  assert.deepEqual(
    files.filter((path) => !allowed.test(path) || /\.(?:map|stamp)$/.test(path)),
    [],
  );
  const needed = [
    'package.json',
    'out/main/index.js',
    'out/preload/index.cjs',
    'out/renderer/index.html',
    'out/renderer/quick-prompt.html',
    'resources/publication.json',
    'out/licences.txt',
  ];
  assert.deepEqual(
    needed.filter((path) => !files.includes(path)),
    [],
  );
}
