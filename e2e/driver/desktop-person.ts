import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DrivenApp } from './launch.ts';
import { electronExecutable } from './launch.ts';
import { startFakeBus } from './session-bus.ts';

/** Real Electron needs the real desktop around it: what these specs do to one can be done to the stand-in alone. */
export const hasOwnDesktop = electronExecutable() === null && process.platform === 'linux';

/** The environment of a desktop whose bus knows these names, for the time of `act`. */
export async function withDesktop(
  names: readonly string[],
  act: (env: Readonly<Record<string, string>>) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-desktop-'));
  const bus = await startFakeBus(join(folder, 'bus'), names);
  try {
    await act({ DBUS_SESSION_BUS_ADDRESS: bus.address, XDG_CONFIG_HOME: join(folder, 'config') });
  } finally {
    bus.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

export const TRAY = 'org.kde.StatusNotifierWatcher';
export const PORTAL = 'org.freedesktop.portal.GlobalShortcuts';

export interface SeenTray {
  readonly image: string;
  readonly tip: string;
  readonly items: readonly { readonly id: string; readonly label: string }[];
}

/** The icon in the tray and its menu; `null` when there is none. */
export function lookAtTray(app: DrivenApp): Promise<SeenTray | null> {
  return onStandIn(app).evaluate((_electron, _nothing, desktop) => {
    const [tray] = desktop.trays;
    if (tray === undefined) return null;
    return {
      image: String(tray.image).replace(/^.*[/\\]/, ''),
      tip: tray.getToolTip(),
      items: (tray.getContextMenu()?.items ?? []).map(({ id, type, label }) => ({
        id,
        label: type === 'separator' ? '–' : label,
      })),
    };
  }, null);
}

export async function chooseInTray(app: DrivenApp, id: string): Promise<void> {
  await onStandIn(app).evaluate((_electron, wanted, desktop) => {
    const [tray] = desktop.trays;
    const item = tray?.getContextMenu()?.items.find((each) => each.id === wanted);
    if (item === undefined) throw new Error(`The tray has no ${wanted}`);
    // The app may be gone before it could answer.
    setTimeout(() => item.click());
  }, id);
}

export async function clickTray(app: DrivenApp): Promise<void> {
  await onStandIn(app).evaluate((_electron, _nothing, desktop) => {
    for (const tray of desktop.trays) tray.announce('click');
  }, null);
}

/** The notifications so far, oldest first. */
export function lookAtNotifications(
  app: DrivenApp,
): Promise<readonly { readonly title: string; readonly body: string }[]> {
  return onStandIn(app).evaluate(
    (_electron, _nothing, desktop) =>
      desktop.shownNotifications.map(({ title, body }) => ({ title, body })),
    null,
  );
}

export async function clickLastNotification(app: DrivenApp): Promise<void> {
  await onStandIn(app).evaluate((_electron, _nothing, desktop) => {
    desktop.shownNotifications.at(-1)?.announce('click');
  }, null);
}

/** Presses keys wherever the focus is. Resolves with whether they came to Parley. */
export function pressAnywhere(app: DrivenApp, accelerator: string): Promise<boolean> {
  return onStandIn(app).evaluate(
    (_electron, keys, desktop) => desktop.pressShortcut(keys),
    accelerator,
  );
}

/** The computer wakes up. */
export async function wake(app: DrivenApp): Promise<void> {
  await onStandIn(app).evaluate(({ powerMonitor }) => powerMonitor.announce('resume'), null);
}

/** From now on another program has these keys. */
export async function takeKeys(app: DrivenApp, accelerator: string): Promise<void> {
  await onStandIn(app).evaluate((_electron, keys, desktop) => {
    desktop.takenShortcuts.add(keys);
  }, accelerator);
}

export function onStandIn(app: DrivenApp): NonNullable<DrivenApp['standIn']> {
  if (app.standIn === null) throw new Error('Only the stand-in has a desktop of its own.');
  return app.standIn;
}
