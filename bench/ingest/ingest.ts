import { join } from 'node:path';
import { startServer } from '../frame/processes.ts';
import { percentile } from '../frame/rounds.ts';
import type { Bench, Measure, Row } from '../frame/subject.ts';
import type { AnswerFigures, FirstTokenFigures } from './client.ts';
import { compareClients, createClients, rowsBeside } from './clients.ts';
import type { Clients } from './clients.ts';
import type { StreamPlan } from './stream.ts';

/** Server and clients are processes of their own; a client that ends with another text than was sent fails. */
export const measureIngest: Measure = async (bench) => {
  const server = await startServer(join(import.meta.dirname, 'server.process.ts'));
  try {
    const clients = await createClients(bench.folder, server.port);
    return [
      ...(await burst(bench, clients, 'packed')),
      ...(await burst(bench, clients, 'odd')),
      ...(await paced(bench, clients)),
      ...(await firstTokens(bench, clients)),
    ];
  } finally {
    server.stop();
  }
};

/** As fast as it can be read. */
async function burst(
  bench: Bench,
  clients: Clients,
  pace: 'packed' | 'odd',
): Promise<readonly Row[]> {
  const events = bench.isTrial ? 500 : 200_000;
  bench.note(`${events} events, ${pace}`);
  const compared = await compareAnswers(bench, clients, { pace, events });
  const name = (figure: string): string =>
    `${events} events, ${pace === 'odd' ? 'cut anywhere' : '50 a packet'}: ${figure}`;
  return [
    ...rowsBeside(
      compared,
      { name: name('rate'), measure: 'tokensPerSecond', unit: 'tokens/s' },
      {
        openai: { of: 'ratio', atLeast: 6 },
        ai: null,
        undici: { of: 'ratio', atLeast: 0.6 },
        drain: null,
      },
    ),
    ...rowsBeside(
      compared,
      { name: name('CPU a token'), measure: 'cpuMicroseconds', unit: 'µs' },
      { undici: { of: 'ratio', atMost: 1.5 } },
    ),
    ...rowsBeside(
      compared,
      { name: name('memory afterwards'), measure: 'rssMb', unit: 'MB' },
      { undici: { of: 'ratio', atMost: 1.3 }, openai: null },
    ),
  ];
}

/** The pace at which a fast service sends. */
async function paced(bench: Bench, clients: Clients): Promise<readonly Row[]> {
  const events = bench.isTrial ? 100 : 4000;
  bench.note(`${events} events, 1,000 a second`);
  const compared = await compareAnswers(bench, clients, { pace: 'paced', events });
  return rowsBeside(
    compared,
    { name: '1,000 events a second: CPU an event', measure: 'cpuMicroseconds', unit: 'µs' },
    { undici: { of: 'ratio', atMost: 1.25 }, drain: null, openai: null, ai: null },
  );
}

function compareAnswers(bench: Bench, clients: Clients, plan: StreamPlan) {
  return compareClients(bench.isTrial ? 1 : 3, async (client) => {
    const times = plan.events;
    const { milliseconds, cpuMs, rssMb } = await clients.run<AnswerFigures>(client, 'whole', {
      ...plan,
      times,
    });
    return {
      tokensPerSecond: (plan.events / milliseconds) * 1000,
      cpuMicroseconds: (cpuMs / plan.events) * 1000,
      rssMb,
    };
  });
}

/** From the request to the first delta on a warm connection; the server answers at once. */
async function firstTokens(bench: Bench, clients: Clients): Promise<readonly Row[]> {
  const times = bench.isTrial ? 5 : 1200;
  bench.note(`${times} requests`);
  const compared = await compareClients(bench.isTrial ? 1 : 5, async (client) => {
    const plan = { pace: 'single', events: 1, times } as const;
    const { first } = await clients.run<FirstTokenFigures>(client, 'first', plan);
    // The first ones meet cold code and a cold connection.
    const warm = first.slice(times / 3);
    return { median: percentile(warm, 0.5), most: percentile(warm, 0.95) };
  });
  return [
    ...rowsBeside(
      compared,
      { name: 'first token, warm: median', measure: 'median', unit: 'ms' },
      { drain: { of: 'ratio', atMost: 1.5 }, undici: null, openai: null, ai: null },
    ),
    ...rowsBeside(
      compared,
      { name: 'first token, warm: 95 of 100', measure: 'most', unit: 'ms' },
      { drain: null },
    ),
  ];
}
