import { fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

function inProcess(name: string, args: readonly string[]): Promise<readonly Row[]> {
  const child = fork(join(import.meta.dirname, 'measure.process.ts'), [name, ...args], {
    execArgv: ['--import', new URL('no-electron.ts', import.meta.url).href, '--expose-gc'],
  });
  return new Promise((resolve, reject) => {
    child.once('message', (message: SubjectMessage) => {
      if ('rows' in message) resolve(message.rows);
      else reject(new Error(message.error));
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`its process ended with ${code ?? 'a signal'}`)));
  });
}
