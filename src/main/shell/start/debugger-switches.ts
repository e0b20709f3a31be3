/** What opens Chromium's debugging protocol, which reads every page and with it every conversation. */
const switches = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-debugging-address',
  'remote-debugging-socket-name',
  'remote-allow-origins',
] as const;

/**
 * Takes the switches of Chromium's debugger off the command line. To be called before the app is ready: Chromium reads
 * them after that. The inspector of Node has a fuse.
 */
export function refuseDebugger(commandLine: {
  readonly removeSwitch: (name: string) => void;
}): void {
  for (const name of switches) commandLine.removeSwitch(name);
}
