import { parseArgs } from 'node:util';
import { reportOf, tableOf } from './frame/report.ts';
import { ensureAnchors } from './frame/anchors.ts';
import { measureSubject } from './frame/measure.ts';
import { resultOf } from './frame/subject.ts';
import type { Result } from './frame/subject.ts';
import { subjects } from './subjects.ts';

/**
 * `npm run bench -- [SUBJECT …] [--json] [--trial]`: every row beside its anchor in one run. Times differ between
 * machines and hours; the ratios are what is compared. Exits with 1 when a subject's own check of its results fails;
 * a target that is missed is told, and no failure.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    trial: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const unknown = positionals.filter((name) => subjects[name] === undefined);
if (values.help || unknown.length > 0) {
  for (const name of unknown) note(`There is no subject "${name}".`);
  explain();
  process.exitCode = values.help ? 0 : 2;
} else {
  process.exitCode = await run(positionals.length === 0 ? Object.keys(subjects) : positionals);
}

async function run(names: readonly string[]): Promise<0 | 1> {
  const results: Result[] = [];
  let failed = false;
  for (const name of names) {
    note(`${name} …`);
    try {
      if (subjects[name]?.needsAnchors === true) await ensureAnchors(note);
      const rows = await measureSubject(name, { isTrial: values.trial });
      results.push(...rows.map(resultOf));
    } catch (error) {
      failed = true;
      note(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  const report = reportOf(results, new Date());
  process.stdout.write(values.json ? `${JSON.stringify(report, null, 2)}\n` : tableOf(report));
  return failed ? 1 : 0;
}

function explain(): void {
  note('npm run bench -- [SUBJECT …] [--json] [--trial]');
  for (const [name, { about }] of Object.entries(subjects)) {
    note(`  ${name.padEnd(12)} ${about}`);
  }
}

function note(text: string): void {
  process.stderr.write(`${text}\n`);
}
