/** The way from anywhere to the end of the app, which `app` owns. */
let onQuit: () => void = () => undefined;

export function quit(): void {
  onQuit();
}

export function setQuit(listener: () => void): void {
  onQuit = listener;
}
