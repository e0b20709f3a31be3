import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resultOfProcess } from './processes.ts';
import type { Row } from './subject.ts';

/** What the process of a subject says once. */
export type SubjectMessage = { readonly rows: readonly Row[] } | { readonly error: string };

/**
 * The rows of one subject, measured in a process of its own: no heap and no warm code of another one meets it.
 * Rejects when its check of its own results fails.
 */
export async function measureSubject(
  name: string,
  { isTrial }: { readonly isTrial: boolean },
): Promise<readonly Row[]> {
  const folder = await mkdtemp(join(tmpdir(), `bench-${name}-`));
  try {
    return await inProcess(name, [folder, ...(isTrial ? ['trial'] : [])]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function inProcess(name: string, args: readonly string[]): Promise<readonly Row[]> {
  const message = await resultOfProcess<SubjectMessage>(
    join(import.meta.dirname, 'measure.process.ts'),
    [name, ...args],
    ['--import', new URL('no-electron.ts', import.meta.url).href],
  );
  if ('rows' in message) return message.rows;
  throw new Error(message.error);
}
