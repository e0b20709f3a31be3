import { windows } from '../../windows.ts';

/** The way from anywhere to the end of the app, which `app` owns. */
let onQuit: () => void = () => undefined;
let hidden = false;

export function quit(): void {
  onQuit();
}

export function setQuit(listener: () => void): void {
  onQuit = listener;
}

/** On macOS an app is hidden with all of its windows, by the person or by itself. */
export function isAppHidden(): boolean {
  return hidden;
}

export function hideApp(): void {
  if (hidden) return;
  hidden = true;
  for (const window of windows.all()) window.appHidden(true);
}

export function unhideApp(): void {
  if (!hidden) return;
  hidden = false;
  for (const window of windows.all()) window.appHidden(false);
}
