import type { ServerResponse } from 'node:http';
import { test } from 'vitest';
import type { Failure } from '#shared/failure.ts';
import type { StreamEvent } from '#shared/conversation/stream-event.ts';
import { generate } from '../../generation/generate.ts';
import { systemClock } from '../../provider/call/clock.ts';
import { callWith, providerDependencies } from '../../provider/testing/providers.ts';
import { createProviders } from '../../provider/providers.ts';
import type { HttpOptions } from '../http.ts';
import { openHttp } from './loopback.ts';

/** A row of the table in `docs/network.md`, made by the test that proves it. */
export interface FaultRow {
  readonly madeWith: string;
  readonly ends: string;
  readonly told: string;
  readonly attempts: number;
}

declare module 'vitest' {
  interface TaskMeta {
    fault?: FaultRow;
  }
}

/** How an answer ended for the person who asked. */
export interface Answer {
  readonly text: string;
  readonly failure: Failure | null;
  readonly isStopped: boolean;
  /** Tries of one answer, the first included. */
  readonly attempts: number;
  /** Waited for between them, in milliseconds. */
  readonly delays: readonly number[];
}

/**
 * A fault of the network. `prove` asserts what becomes of an answer and returns it; its last failure is what the table
 * shows, with everything that differs from run to run taken out.
 */
export function fault(name: string, madeWith: string, prove: () => Promise<Answer>): void {
  test(name, async ({ task }) => {
    const answer = await prove();
    const { failure, attempts } = answer;
    task.meta.fault = {
      madeWith,
      ends: endingOf(answer),
      told: failure === null ? '' : withoutChance(failure.message),
      attempts,
    };
  });
}

/** One answer of a service at `address`, by the same way as in the app; waits between tries are skipped. */
export async function answerOf(
  address: string,
  options: HttpOptions & { readonly signal?: AbortSignal } = {},
): Promise<Answer> {
  const delays: number[] = [];
  const providers = createProviders(
    providerDependencies({
      http: openHttp(options),
      clock: {
        ...systemClock,
        sleep: (milliseconds) => {
          delays.push(milliseconds);
          return Promise.resolve();
        },
      },
    }),
  );
  const providerId = await providers.save({
    definitionId: 'openai-compatible',
    name: 'Service',
    baseUrl: `${address}/v1`,
    credential: 'sk-canary-0123456789',
  });
  let text = '';
  const ending = await generate({
    model: { providerId, modelId: 'm-1' },
    open: (stream) => providers.stream(providerId, callWith('hi'), stream),
    emit: (event: StreamEvent) => {
      if (event.type === 'text-delta') text += event.delta;
    },
    signal: options.signal ?? new AbortController().signal,
    clock: systemClock,
  });
  const { terminal, route } = ending;
  return {
    text,
    failure: terminal.type === 'error' ? terminal.failure : null,
    isStopped: terminal.type === 'finish' && terminal.reason === 'aborted',
    attempts: route.length,
    delays,
  };
}

/** A whole answer of Chat Completions as its bytes. */
export function answerBytes(...pieces: string[]): string {
  const chunks = [
    ...pieces.map((content) => ({ index: 0, delta: { content } })),
    { index: 0, delta: {}, finish_reason: 'stop' },
  ];
  const events = chunks.map((choice) => `data: ${JSON.stringify({ choices: [choice] })}\n\n`);
  return `${events.join('')}data: [DONE]\n\n`;
}

export const streamHead = { 'content-type': 'text/event-stream' } as const;

export function sendAnswer(response: ServerResponse, ...pieces: string[]): void {
  response.writeHead(200, streamHead).end(answerBytes(...pieces));
}

function endingOf({ text, failure, isStopped }: Answer): string {
  if (failure === null && !isStopped) return 'answered';
  return `${failure?.code ?? 'stopped'}${text === '' ? '' : ', text kept'}`;
}

function withoutChance(message: string): string {
  return (
    message
      .replaceAll(/(\[::1\]|127\.0\.0\.1|[\w-]+(?:\.[\w-]+)*):\d{4,5}\b/gu, '$1:…')
      .replaceAll(/\d{4}-\d\d-\d\d/gu, '(date)')
      // What an absent name is called depends on whether any name server answers.
      .replaceAll('EAI_AGAIN', 'ENOTFOUND')
  );
}
