import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runBuilder } from './package/builder.ts';
import { runChecks } from './package-check/check.ts';
import type { Check } from './package-check/check.ts';
import { debLifeChecks } from './package-check/deb-life.ts';
import { linuxChecks } from './package-check/linux.ts';
import { writePlaceholder } from './package-check/placeholder.ts';
import { releaseCheck } from './package-check/release.ts';
import { sourceChecks } from './package-check/sources.ts';
import { installTools, isOnPath } from './package-check/tools.ts';
import { workflowChecks } from './package-check/workflows.ts';
import { ensureBuild } from './set-up/build.mjs';
import { addCounts, formatCounts } from './set-up/counts.mjs';
import { main } from './set-up/failure.mjs';

const RUNTIME = 'the place of the AppImage runtime';

/**
 * `npm run package:check`: builds the packages that can be built without the network, over a placeholder of Electron's
 * distribution, and opens them: on Linux, what is Linux's; elsewhere only what goes into them. `--report FILE` writes the counts for `npm test`.
 */
await main(async () => {
  const { values } = parseArgs({ options: { report: { type: 'string' } } });
  await ensureBuild();
  const work = mkdtempSync(join(tmpdir(), 'parley-packages-'));
  try {
    const before = await runChecks([...sourceChecks, ...workflowChecks]);
    const output = join(work, 'dist');
    const after = await runChecks(process.platform === 'linux' ? packageChecks(work, output) : []);
    const counts = addCounts([before, after]);
    if (values.report !== undefined) writeFileSync(values.report, JSON.stringify(counts));
    console.log(formatCounts(counts));
    return counts.failed === 0 ? 0 : 1;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
});

function packageChecks(work: string, output: string): readonly Check[] {
  return [
    { name: 'The packages are built', run: async () => build(work, output) },
    ...linuxChecks({ output, runtimeLength: RUNTIME.length, work }),
    ...debLifeChecks(output, work),
    releaseCheck(output, work),
  ];
}

async function build(work: string, output: string): Promise<void> {
  await installTools(new Set(['dpkg-deb', 'rpmbuild', 'mksquashfs', 'desktop-file-validate']));
  const tools = join(work, 'tools');
  mkdirSync(join(tools, 'runtimes'), { recursive: true });
  mkdirSync(join(tools, 'lib/x64'), { recursive: true });
  writeFileSync(join(tools, 'runtimes/runtime-x64'), RUNTIME);
  for (const name of ['mksquashfs', 'desktop-file-validate']) {
    symlinkSync(`/usr/bin/${name}`, join(tools, name));
  }
  const formats = [
    ...(isOnPath('mksquashfs') && isOnPath('desktop-file-validate') ? ['AppImage'] : []),
    ...(isOnPath('dpkg-deb') ? ['deb'] : []),
    ...(isOnPath('rpmbuild') ? ['rpm'] : []),
  ];
  const code = await runBuilder({
    targets: ['--linux', ...(formats.length === 0 ? ['dir'] : formats), '--x64'],
    output,
    config: { electronDist: writePlaceholder(join(work, 'electron')) },
    env: { APPIMAGE_TOOLS_PATH: tools },
  });
  if (code !== 0) throw new Error(`The packager failed (exit code ${code}), see above.`);
}
