import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openStream, startChatService, writeDelta } from '../provider/testing/providers.ts';
import type { ChatService } from '../provider/testing/providers.ts';

const script = fileURLToPath(new URL('ask.ts', import.meta.url));

function start(...arguments_: string[]): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [script, ...arguments_], { env: { PATH: process.env['PATH'] } });
}

async function exitCodeOf(child: ChildProcessWithoutNullStreams): Promise<number | null> {
  const [code] = (await once(child, 'close')) as [number | null];
  return code;
}

function openAi(service: ChatService): string[] {
  return ['--provider', 'openai', '--base-url', service.baseUrl, '--model', 'm', 'hi'];
}

describe('parley ask as a process', () => {
  it('prints an answer and ends', async () => {
    const child = start('I am sad');
    child.stdin.end();
    const [out, code] = await Promise.all([text(child.stdout), exitCodeOf(child)]);
    expect({ out, code }).toEqual({ out: 'I am sorry to hear that you are sad.\n', code: 0 });
  });

  it('asks without an input that stays open and that nobody writes to', async () => {
    const child = start('I am sad');
    const [out, error, code] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      exitCodeOf(child),
    ]);
    expect({ out, code }).toMatchObject({ out: expect.stringContaining('sad'), code: 0 });
    expect(error).toContain('nothing was piped in');
  });

  it('closes the connection at Ctrl-C, keeps the text and exits with 130', async () => {
    const service = await startChatService((response) => {
      openStream(response);
      writeDelta(response, 'half');
    });
    const child = start('--json', ...openAi(service));
    child.stdin.end();
    let out = '';
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
      if (out.includes('half')) child.kill('SIGINT');
    });
    expect(await exitCodeOf(child)).toBe(130);
    await service.calls[0]?.closedByClient;
    const [finish, summary] = out.trimEnd().split('\n').slice(-2);
    expect(JSON.parse(finish ?? '')).toEqual({ type: 'finish', reason: 'aborted' });
    expect(JSON.parse(summary ?? '')).toMatchObject({ text: 'half', finishReason: 'aborted' });
  });

  it('exits with 130 at Ctrl-C while it reads its input', async () => {
    const child = start('-');
    const code = exitCodeOf(child);
    // More than a pipe holds: written means that the process is reading.
    await new Promise((resolve) => child.stdin.write('x'.repeat(1 << 20), resolve));
    child.kill('SIGINT');
    expect(await code).toBe(130);
  });

  it('closes the connection without a trace when its reader goes away', async () => {
    const service = await startChatService((response) => {
      openStream(response);
      const timer = setInterval(() => writeDelta(response, 'on and on '), 5);
      response.once('close', () => clearInterval(timer));
    });
    const child = start(...openAi(service));
    child.stdin.end();
    child.stdout.once('data', () => child.stdout.destroy());
    const [error, code] = await Promise.all([text(child.stderr), exitCodeOf(child)]);
    await service.calls[0]?.closedByClient;
    expect({ error, code }).toEqual({ error: '', code: 130 });
  });
});
