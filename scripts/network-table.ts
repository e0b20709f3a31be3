/**
 * Writes two parts of `docs/network.md`, or compares them (`--check`; exits with 1 when they differ or a test fails): the
 * table of faults out of what their tests report, and what outweighs what in a refusal out of the tables of the code.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { failureOrder } from './network/failure-order.ts';

interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly {
      readonly title: string;
      readonly status: string;
      readonly meta?: { readonly fault?: Fault };
    }[];
  }[];
}

/** What a test of a fault leaves behind. */
interface Fault {
  readonly madeWith: string;
  readonly ends: string;
  readonly told: string;
  readonly attempts: number;
}

const document = new URL('../docs/network.md', import.meta.url);
const sections = [
  ['address', 'Addresses and connections'],
  ['certificate', 'Certificates'],
  ['proxy', 'Proxies'],
  ['status', 'Refusals and what is no answer'],
  ['answer', 'Answers'],
] as const;

const text = readFileSync(document, 'utf8');
const ordered = withPart(text, 'order', failureOrder());
const written = formatted(withPart(ordered, 'faults', tables(runTests())));
if (!process.argv.includes('--check')) {
  writeFileSync(document, written);
} else if (written !== text) {
  console.error('docs/network.md differs from what the tests report: run "npm run network-table".');
  process.exitCode = 1;
}

/** The document with another text between the two comments of one of its parts. */
function withPart(markdown: string, name: string, part: string): string {
  const start = `<!-- ${name}: written by scripts/network-table.ts -->\n`;
  const end = `<!-- end of ${name} -->`;
  const [before, rest] = markdown.split(start, 2);
  const after = rest?.slice(rest.indexOf(end));
  if (before === undefined || after === undefined)
    throw new Error(`The document has no place for the ${name}.`);
  return `${before}${start}\n${part}\n${after}`;
}

/** As the formatter of the project leaves it, which aligns tables. */
function formatted(markdown: string): string {
  const oxfmt = join(import.meta.dirname, '../node_modules/oxfmt/bin/oxfmt');
  const { status, stdout } = spawnSync(
    process.execPath,
    [oxfmt, '--stdin-filepath=docs/network.md'],
    {
      input: markdown,
      encoding: 'utf8',
    },
  );
  if (status !== 0) throw new Error('The formatter failed.');
  return stdout;
}

function runTests(): Report {
  const directory = mkdtempSync(join(tmpdir(), 'parley-faults-'));
  const file = join(directory, 'report.json');
  try {
    const vitest = join(import.meta.dirname, '../node_modules/vitest/vitest.mjs');
    const options = [
      'run',
      'src/main/net/faults',
      '--reporter=dot',
      '--reporter=json',
      `--outputFile.json=${file}`,
    ];
    const { status } = spawnSync(process.execPath, [vitest, ...options], { stdio: 'inherit' });
    if (status !== 0) throw new Error('A test of the faults failed.');
    return JSON.parse(readFileSync(file, 'utf8')) as Report;
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function tables({ testResults }: Report): string {
  return sections
    .map(([file, title]) => {
      const tests = testResults.find(({ name }) =>
        name.includes(`faults/${file}.test.`),
      )?.assertionResults;
      const rows = (tests ?? []).map(({ title: name, status, meta }) => {
        const fault = meta?.fault;
        if (status !== 'passed' || fault === undefined) throw new Error(`No result: ${name}`);
        const { madeWith, ends, told, attempts } = fault;
        return `| ${[name, madeWith, ends, attempts, told].map(cell).join(' | ')} |\n`;
      });
      if (rows.length === 0) throw new Error(`No tests of ${title}.`);
      return `### ${title}\n\n| Fault | Made with | Ends as | Tries | What the person reads |\n| --- | --- | --- | --- | --- |\n${rows.join('')}`;
    })
    .join('\n');
}

function cell(value: string | number): string {
  return String(value).replaceAll('|', String.raw`\|`);
}
