import { ensureBuild } from './set-up/build.mjs';
import { SetUpFailure, main } from './set-up/failure.mjs';
import { ensureHost, hasDisplay } from './set-up/host.mjs';
import { ensurePackages } from './set-up/packages.mjs';
import { projectNode, root, run } from './set-up/run.mjs';

/** `npm start`: everything that a fresh clone needs, then the app. */
await main(async () => {
  await ensurePackages();
  checkDisplay();
  const { electron, words } = await ensureHost({ needsDisplay: true });
  await ensureBuild();

  const args = process.argv.slice(2);
  if (electron !== null) {
    // Chromium's sandbox refuses to run as root.
    const asRoot = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    return run(electron, [...asRoot, root, ...args]);
  }
  console.log(`Parley runs on ${words}.`);
  return run(projectNode(), [
    '--disable-warning=ExperimentalWarning',
    '--import',
    new URL('../e2e/stand-in/register.ts', import.meta.url).href,
    'out/main/index.js',
    ...args,
  ]);
});

function checkDisplay() {
  if (hasDisplay()) return;
  throw new SetUpFailure(
    'Cannot open a window: there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set). Ask in the terminal instead – type: npm run ask -- "your question"',
  );
}
