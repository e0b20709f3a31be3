import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { desktopBinding } from '#shared/desktop/binding.ts';

const binding = {
  accelerator: 'CommandOrControl+Alt+Space',
  command: "'/home/a b/Parley.AppImage' --toggle-quick",
};

test('Hyprland and Sway have a line of their configuration', () => {
  expect(desktopBinding('hyprland', binding)).toBe(
    `bind = CTRL ALT, space, exec, ${binding.command}`,
  );
  expect(desktopBinding('sway', binding)).toBe(`bindsym Ctrl+Mod1+space exec ${binding.command}`);
});

test('KDE asks for the command alone', () => {
  expect(desktopBinding('kde', binding)).toBe(binding.command);
});

test('keys have the names of the desktop', () => {
  const other = { accelerator: 'Super+Shift+/', command: 'parley' };
  expect(desktopBinding('sway', other)).toBe('bindsym Mod4+Shift+slash exec parley');
  expect(desktopBinding('hyprland', { ...other, accelerator: 'Super+K' })).toBe(
    'bind = SUPER, k, exec, parley',
  );
});

/** Runs the lines with a `gsettings` that keeps what it is told. */
function runOnGnome(listBefore: string): { readonly list: string; readonly calls: string } {
  const folder = mkdtempSync(join(tmpdir(), 'parley-gnome-'));
  const [log, list] = [join(folder, 'log'), join(folder, 'list')];
  writeFileSync(list, listBefore);
  writeFileSync(log, '');
  const program = join(folder, 'gsettings');
  writeFileSync(
    program,
    `#!/bin/sh\nif [ "$1" = get ]; then cat '${list}'\nelif [ "$3" = custom-keybindings ]; then printf %s "$4" > '${list}'\nelse printf '%s|%s\\n' "$3" "$4" >> '${log}'; fi\n`,
  );
  chmodSync(program, 0o755);
  const env = { ...process.env, PATH: `${folder}:${process.env['PATH'] ?? ''}` };
  const script = desktopBinding('gnome', binding);
  execFileSync('sh', ['-euc', script], { env });
  execFileSync('sh', ['-euc', script], { env });
  const result = { list: readFileSync(list, 'utf8'), calls: readFileSync(log, 'utf8') };
  rmSync(folder, { recursive: true });
  return result;
}

const ours = '/org/gnome/settings-daemon/plugins/media-keys/custom-keybindings/parley/';

test.skipIf(process.platform === 'win32').each([
  ['@as []', `['${ours}']`],
  ["['/one/', '/two/']", `['/one/', '/two/', '${ours}']`],
])('GNOME’s lines add ours to %s once, and leave the rest', (before, after) => {
  const { list, calls } = runOnGnome(before);
  expect(list).toBe(after);
  expect(calls.split('\n').slice(0, 3)).toEqual([
    'name|"Parley"',
    `command|"${binding.command}"`,
    'binding|"<Control><Alt>space"',
  ]);
});
