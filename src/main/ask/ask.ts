import process from 'node:process';
import { keepCertificateChecks } from '../net/tls/checked-environment.ts';
import { runAsk } from './run-ask.ts';
import { standardInput } from './input/standard-input.ts';
import type { AskExitCode } from './surroundings.ts';

/**
 * `parley ask` on this process's own terminal. The first Ctrl-C ends the answer and its connection, a second one ends
 * the process where it stands. The caller exits with the code, which may be at once: everything is written.
 */
export async function ask(argv: readonly string[]): Promise<AskExitCode> {
  keepCertificateChecks();
  const controller = new AbortController();
  const abort = (): void => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
  };
  process.on('SIGINT', abort);
  process.on('SIGTERM', abort);
  // The reader of a pipe went away (`… | head`): nobody is left to write for.
  process.stdout.on('error', () => controller.abort());
  process.stderr.on('error', () => controller.abort());

  const code = await runAsk({
    argv,
    environment: process.env,
    input: standardInput(),
    out: process.stdout,
    error: process.stderr,
    signal: controller.signal,
  });
  await Promise.all([process.stdout, process.stderr].map(drained));
  return code;
}

/** Resolves when what was written has left this process, or can no longer leave it. */
function drained(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    if (stream.writableLength === 0 || stream.destroyed) resolve();
    else
      stream
        .once('error', () => resolve())
        .once('close', resolve)
        .write('', () => resolve());
  });
}

if (import.meta.main) process.exit(await ask(process.argv.slice(2)));
