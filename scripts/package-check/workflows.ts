import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { parse } from 'yaml';
import { root } from '../set-up/run.mjs';
import type { Check } from './check.ts';

interface Workflow {
  readonly permissions?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

interface Job {
  readonly 'timeout-minutes'?: number;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly environment?: unknown;
  readonly steps: readonly Step[];
}

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

const folder = join(root, '.github/workflows');
const names = readdirSync(folder).filter((name) => name.endsWith('.yml'));

/** What runs where the project is hosted, with its rights and secrets. */
export const workflowChecks: readonly Check[] = names.flatMap((name): Check[] => [
  { name: `Workflow ${name}: GitHub would accept it`, run: async () => parseAsGitHub(name) },
  { name: `Workflow ${name}: it takes no more than it needs`, run: () => assertCautious(name) },
]);

/** Read by GitHub's own parser: keys, types, and the names in expressions. */
async function parseAsGitHub(name: string): Promise<void> {
  // The package is made for bundlers: it imports its schema without saying that it is JSON.
  const hooks = registerHooks({
    load: (url, context, next) =>
      url.endsWith('.json')
        ? next(url, { ...context, importAttributes: { type: 'json' } })
        : next(url, context),
  });
  try {
    const { NoOperationTraceWriter, parseWorkflow } = await import('@actions/workflow-parser');
    const { context } = parseWorkflow({ name, content: text(name) }, new NoOperationTraceWriter());
    assert.deepEqual(
      context.errors.getErrors().map(({ message }) => message),
      [],
    );
  } finally {
    hooks.deregister();
  }
}

function assertCautious(name: string): void {
  const { permissions, jobs } = parse(text(name)) as Workflow;
  assert.ok(
    JSON.stringify(permissions) === '{"contents":"read"}' || JSON.stringify(permissions) === '{}',
    'the workflow itself may at most read',
  );
  // A tag can be moved to another commit; a commit cannot.
  for (const [, reference = '', comment = ''] of text(name).matchAll(/uses: *(\S+)(.*)/g)) {
    assert.match(reference, /^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/, 'an action by its commit');
    assert.match(comment, /^ # v\d+\.\d+\.\d+$/, `${reference}: the version that the commit is`);
  }
  for (const [id, job] of Object.entries(jobs)) {
    assert.ok(job['timeout-minutes'], `${id} ends by itself`);
    const hasSecrets = JSON.stringify(job).includes('secrets.');
    const mayWrite = Object.values(job.permissions ?? {}).includes('write');
    for (const step of job.steps) {
      if (step.uses?.startsWith('actions/checkout@') === true)
        assert.equal(step.with?.['persist-credentials'], false, `${id} leaves no token in .git`);
      assert.doesNotMatch(
        step.run ?? '',
        /\bnpx --yes\b|\bnpm (?:i|install)\b/,
        `${id}: locked only`,
      );
      // What a tag or a title says must not become a command.
      assert.doesNotMatch(step.run ?? '', /\$\{\{\s*(?:github|inputs)\./, `${id}: by a variable`);
      if (hasSecrets || mayWrite)
        assert.doesNotMatch(
          step.run ?? '',
          /npm (?:test|run (?:e2e|unit|check|build))|vitest|playwright/,
          `${id}: nothing is built or tested beside secrets`,
        );
    }
    if (hasSecrets) assert.ok(job.environment, `${id}: secrets only in a protected environment`);
  }
}

function text(name: string): string {
  return readFileSync(join(folder, name), 'utf8');
}
