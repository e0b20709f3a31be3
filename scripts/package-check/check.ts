import type { Counts } from '../set-up/counts.mjs';
import { installTools, isOnPath } from './tools.ts';
import type { Tool } from './tools.ts';

/** One thing that has to hold; its name is a sentence. */
export interface Check {
  readonly name: string;
  /** Programs that it needs; without one of them it is skipped. */
  readonly tools?: readonly Tool[];
  /** Throws when it does not hold. */
  readonly run: (() => void) | (() => Promise<void>);
}

/** Runs them in order, each whatever became of those before, and tells of each. */
export async function runChecks(checks: readonly Check[]): Promise<Counts> {
  await installTools(new Set(checks.flatMap(({ tools = [] }) => tools)));
  let [passed, skipped] = [0, 0];
  const failures: string[] = [];
  for (const { name, tools = [], run } of checks) {
    const missing = tools.filter((tool) => !isOnPath(tool));
    if (missing.length > 0) {
      skipped += 1;
      console.log(`- ${name}: skipped, there is no ${missing.join(', ')}`);
      continue;
    }
    try {
      await run();
      passed += 1;
      console.log(`✓ ${name}`);
    } catch (error) {
      failures.push(name);
      console.log(`✗ ${name}\n${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return { passed, failed: failures.length, skipped, failures };
}
