import { ensureBuild } from './set-up/build.mjs';
import { addCounts, formatCounts, nothing } from './set-up/counts.mjs';
import type { Counts } from './set-up/counts.mjs';
import { main } from './set-up/failure.mjs';
import { ensureHost } from './set-up/host.mjs';
import { ensurePackages } from './set-up/packages.mjs';
import { runEndToEndTests } from './set-up/suites.mjs';

/** Specs of the very desktop that a mode replaces: they say what is true of the usual one. */
const ofTheDesktop = String.raw`(desktop|quick-prompt|soak)/`;
const ofKeysAndFocus = String.raw`${ofTheDesktop}|window/(keyboard|overlays)`;

/** Every way in which all specs run, and those that cannot hold in it. The modes: e2e/stand-in/system-modes.ts */
const runs: readonly { readonly modes: string; readonly without?: string }[] = [
  { modes: 'no-ready-to-show' },
  { modes: 'late-ready-to-show' },
  { modes: 'no-notifications', without: 'desktop/presence' },
  { modes: 'no-focus', without: ofTheDesktop },
  { modes: 'wayland,no-ready-to-show', without: ofTheDesktop },
  { modes: 'windows', without: ofKeysAndFocus },
  { modes: 'macos', without: ofKeysAndFocus },
];

/**
 * `npm run e2e:modes -- …`: all specs on each of the worst systems, which takes many times as long as `npm run e2e`.
 * Arguments are Playwright's own.
 */
await main(async () => {
  await ensurePackages();
  process.env['PARLEY_HOST'] = 'stand-in';
  process.env['PARLEY_E2E_LONG'] = '1';
  const host = await ensureHost({ needsDisplay: false });
  await ensureBuild();
  const counts: Counts[] = [];
  for (const { modes, without } of runs) {
    console.log(`\n── ${modes}`);
    process.env['PARLEY_STAND_IN_MODES'] = modes;
    const but = without === undefined ? [] : ['--grep-invert', without];
    counts.push(await runEndToEndTests(host, [...but, ...process.argv.slice(2)]));
  }
  const total = counts.length === 0 ? nothing : addCounts(counts);
  console.log(`\n${formatCounts(total)}`);
  return total.failed === 0 ? 0 : 1;
});
