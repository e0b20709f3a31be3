import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { launchTargetOf, launchTargets } from './arguments.ts';
import type { LaunchTarget } from './arguments.ts';

/** What a further start tells the one that runs: its arguments may arrive in another order, with others among them. */
export interface FurtherStart {
  readonly target: LaunchTarget;
  /** What is written for it to read, once it has been heard. */
  readonly receipt: string;
}

/** How long the app that runs may take to hear of a further start, in milliseconds. */
const PATIENCE_MS = 5000;
const LOOK_EVERY_MS = 25;
const RECEIPT = /^[0-9a-f-]{36}$/;

export function furtherStart(argv: readonly string[]): FurtherStart {
  return { target: launchTargetOf(argv), receipt: randomUUID() };
}

/**
 * Resolves with whether the app that has the data folder heard of this start. `false`: it hangs, or the folder could
 * not be locked for another reason, of which nobody tells.
 */
export async function isHeard(
  dataFolder: string,
  { receipt }: FurtherStart,
  patienceMs = PATIENCE_MS,
): Promise<boolean> {
  const file = join(receiptFolder(dataFolder), receipt);
  for (let waited = 0; waited < patienceMs; waited += LOOK_EVERY_MS) {
    if (existsSync(file)) {
      rmSync(file, { force: true });
      return true;
    }
    await pause(LOOK_EVERY_MS);
  }
  return false;
}

/** What a further start is for; leaves its receipt. `data`: as it arrived, perhaps from another version of Parley. */
export function hearFurtherStart(
  dataFolder: string,
  { data, argv }: { readonly data: unknown; readonly argv: readonly string[] },
): LaunchTarget {
  const { target, receipt } = (data ?? {}) as Partial<Record<keyof FurtherStart, unknown>>;
  if (typeof receipt === 'string' && RECEIPT.test(receipt)) write(dataFolder, receipt);
  return launchTargets.find((known) => known === target) ?? launchTargetOf(argv);
}

/** Removes what nobody came to read. */
export function clearReceipts(dataFolder: string): void {
  rmSync(receiptFolder(dataFolder), { recursive: true, force: true });
}

function write(dataFolder: string, receipt: string): void {
  try {
    mkdirSync(receiptFolder(dataFolder), { recursive: true });
    writeFileSync(join(receiptFolder(dataFolder), receipt), '', { mode: 0o600 });
  } catch {
    // The other start then tells its person what to look at: the folder is one of the things.
  }
}

function receiptFolder(dataFolder: string): string {
  return join(dataFolder, 'starts');
}
