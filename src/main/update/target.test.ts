import { expect, test } from 'vitest';
import { findTarget } from './target.ts';
import type { Place } from './target.ts';

function at(program: string, change: Partial<Place> = {}) {
  return findTarget({
    platform: 'linux',
    architecture: 'x64',
    program,
    environment: {},
    isWritable: () => true,
    exists: () => true,
    ...change,
  });
}

const image = { APPIMAGE: '/home/me/Parley.AppImage', APPDIR: '/tmp/.mount_Parley' };

test('An AppImage that can be written is replaced', () => {
  const found = at('/tmp/.mount_Parley/parley-desktop', { environment: image });
  expect(found).toEqual({ way: 'install', name: 'linux-x64-appimage', file: image.APPIMAGE });
});

test('One that cannot be written is not', () => {
  const environment = image;
  for (const fixed of ['/home/me/Parley.AppImage', '/home/me'])
    expect(
      at('/tmp/.mount_Parley/parley-desktop', { environment, isWritable: (path) => path !== fixed })
        .way,
    ).toBe('page');
});

test('What was started from another AppImage is not that AppImage', () => {
  expect(at('/opt/Parley/parley-desktop', { environment: image }).way).toBe('system');
  expect(at('/home/me/parley/parley-desktop', { environment: image }).way).toBe('page');
});

test('What the system owns is the system’s to update', () => {
  for (const program of ['/opt/Parley/parley-desktop', '/usr/lib/parley/parley-desktop'])
    expect(at(program).way).toBe('system');
  expect(at('/app/parley-desktop', { environment: { FLATPAK_ID: 'app.parley.Parley' } }).way).toBe(
    'system',
  );
});

test('On Windows the installed one is replaced, and an unpacked one is not', () => {
  const program = 'C:\\Users\\me\\AppData\\Local\\Programs\\parley\\Parley.exe';
  const windows = { platform: 'win32', architecture: 'arm64' } as const;
  expect(at(program, windows)).toMatchObject({ way: 'install', name: 'win-arm64-nsis' });
  expect(at(program, { ...windows, exists: () => false }).way).toBe('page');
  expect(at(program, { ...windows, isWritable: () => false }).way).toBe('page');
});

test('On macOS the app is replaced where it is at home, and not on a disk image', () => {
  const mac = { platform: 'darwin', architecture: 'arm64' } as const;
  const inside = 'Parley.app/Contents/MacOS/Parley';
  expect(at(`/Applications/${inside}`, mac)).toEqual({
    way: 'install',
    name: 'mac-arm64-zip',
    file: '/Applications/Parley.app',
  });
  expect(at(`/Volumes/Parley/${inside}`, mac).way).toBe('page');
  expect(at(`/private/var/folders/x/AppTranslocation/y/d/${inside}`, mac).way).toBe('page');
  expect(at(`/Applications/${inside}`, { ...mac, isWritable: () => false }).way).toBe('page');
});
