import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { app, BrowserWindow, protocol } from 'electron';

/** The least that an app can be: one window with a React field in it. `EMPTY_APP_PAGE` is the folder of its built page. */
const folder = process.env['EMPTY_APP_PAGE'] ?? '';
const types: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript' };

app.setPath('userData', process.env['EMPTY_APP_DATA'] ?? '');
protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true } },
]);
app.on('window-all-closed', () => app.quit());

await app.whenReady();
protocol.handle('app', ({ url }) => {
  const { pathname } = new URL(url);
  return new Response(readFileSync(join(folder, pathname)), {
    headers: { 'content-type': types[extname(pathname)] ?? 'text/css' },
  });
});
const window = new BrowserWindow({ show: false, width: 1100, height: 760 });
window.once('ready-to-show', () => window.show());
await window.loadURL('app://parley/index.html');
