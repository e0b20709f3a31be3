import type { MenuItemConstructorOptions } from 'electron';
import { expect, test } from 'vitest';
import { commands } from '#shared/command/command.ts';
import type { CommandId } from '#shared/command/command.ts';
import { languages } from '#shared/settings.ts';
import { menuTemplate } from './template.ts';

const platforms = ['darwin', 'linux', 'win32'] as const;

function itemsOf(menus: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return menus.flatMap((menu) => (Array.isArray(menu.submenu) ? menu.submenu : []));
}

function build(
  platform: NodeJS.Platform,
  overrides: Partial<Parameters<typeof menuTemplate>[0]> = {},
): MenuItemConstructorOptions[] {
  return menuTemplate({
    language: 'en',
    platform,
    developer: false,
    shortcuts: {},
    invoke: () => undefined,
    showDataFolder: () => undefined,
    ...overrides,
  });
}

test.each(platforms)('on %s every command is in the menu exactly once', (platform) => {
  const ids = itemsOf(build(platform)).flatMap(({ id }) => (id === undefined ? [] : [id]));
  expect(ids.toSorted()).toEqual(Object.keys(commands).toSorted());
});

type Click = (item: null, window: undefined, event: { triggeredByAccelerator?: boolean }) => void;

test.each(platforms)(
  'on %s a chosen item invokes its command, and says whether by key',
  (platform) => {
    for (const byKey of [false, true]) {
      const invoked: CommandId[] = [];
      const told = new Set<boolean>();
      const invoke = (command: CommandId, isKey: boolean): void => {
        invoked.push(command);
        told.add(isKey);
      };
      for (const { id, click } of itemsOf(build(platform, { invoke }))) {
        const choose = click as unknown as Click;
        if (id !== undefined)
          choose(null, undefined, byKey ? { triggeredByAccelerator: true } : {});
      }
      expect(invoked.toSorted()).toEqual(Object.keys(commands).toSorted());
      expect([...told]).toEqual([byKey]);
    }
  },
);

test('only macOS has an application menu, and it alone holds Quit and Settings there', () => {
  expect(build('darwin').map(({ label }) => label)[0]).toBe('Parley');
  expect(build('linux').map(({ label }) => label)[0]).toBe('File');
  for (const platform of platforms) {
    expect(itemsOf(build(platform)).filter(({ role }) => role === 'quit')).toHaveLength(1);
  }
});

test.each(platforms)('on %s no key that the page needs is taken by the menu', (platform) => {
  const stop = itemsOf(build(platform)).find(({ id }) => id === 'generation.abort');
  expect(stop?.accelerator === undefined || stop.registerAccelerator === false).toBe(true);
});

test('developer tools are offered only to those who build the app', () => {
  const shipped = itemsOf(build('linux', { developer: false }));
  const built = itemsOf(build('linux', { developer: true }));
  expect(shipped.map(({ role }) => role)).not.toContain('toggleDevTools');
  expect(built.map(({ role }) => role)).toContain('toggleDevTools');
});

test.each(languages)('every item of the %s menu has words', (language) => {
  const labelled = itemsOf(build('darwin', { language })).filter(
    ({ type }) => type !== 'separator',
  );
  for (const item of labelled) expect(item.label, JSON.stringify(item)).toMatch(/\S/);
});

test('changed keys are shown in place of those of the table, and none where there are to be none', () => {
  const shortcuts = { 'conversation.new': 'Control+Alt+N', 'sidebar.toggle': '' };
  const items = itemsOf(build('linux', { shortcuts }));
  expect(items.find(({ id }) => id === 'conversation.new')?.accelerator).toBe('Control+Alt+N');
  expect(items.find(({ id }) => id === 'sidebar.toggle')).not.toHaveProperty('accelerator');
});
