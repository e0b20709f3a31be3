import { fork } from 'node:child_process';
import { once } from 'node:events';

/** Runs a module in a process of its own; resolves with the one message that it sends, rejects when it sends none. */
export function resultOfProcess<Message>(
  module: string,
  args: readonly string[],
  execArgv: readonly string[] = [],
): Promise<Message> {
  const child = fork(module, args, { execArgv: [...execArgv] });
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message as Message));
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${module} ended with ${code ?? 'a signal'}`)));
  });
}

export interface ServerProcess {
  readonly port: number;
  readonly stop: () => void;
}

/** Starts a module that serves and sends its port. */
export async function startServer(module: string): Promise<ServerProcess> {
  const server = fork(module, { execArgv: [] });
  const [port] = (await once(server, 'message')) as [number];
  return { port, stop: () => void server.kill() };
}
