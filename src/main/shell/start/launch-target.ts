import { app } from 'electron';

/** The words that start this very app, for entries that the system runs later. */
export function startWords(): readonly string[] {
  if (!app.isPackaged) return [process.execPath, app.getAppPath()];
  // What runs is unpacked from the image for this run alone; the image stays where it is.
  return [process.env['APPIMAGE'] ?? process.execPath];
}
