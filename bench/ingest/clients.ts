import { join } from 'node:path';
import { anchorFolder } from '../frame/anchors.ts';
import { bundled } from '../frame/bundle.ts';
import { resultOfProcess } from '../frame/processes.ts';
import { inRounds } from '../frame/rounds.ts';
import type { Row } from '../frame/subject.ts';
import { baseUrlOf } from './stream.ts';
import type { StreamPlan } from './stream.ts';

export type ClientName = 'parley' | AnchorName;
type AnchorName = 'undici' | 'drain' | 'openai' | 'ai';

const anchorNames: Readonly<Record<AnchorName, string>> = {
  undici: 'undici + eventsource-parser + JSON.parse',
  drain: 'undici, drained',
  openai: 'openai',
  ai: 'ai + @ai-sdk/openai-compatible',
};

export interface Clients {
  /** Runs a client in a process of its own; see `client.process.ts`. */
  readonly run: <Figures>(
    client: ClientName,
    task: 'whole' | 'first',
    plan: StreamPlan & { readonly times: number },
  ) => Promise<Figures>;
}

/** The clients bundled into `folder`, as the app is, for a server at `port`; the anchors as their packages are. */
export async function createClients(folder: string, port: number): Promise<Clients> {
  const here = import.meta.dirname;
  const own = await bundled(folder, {
    process: join(here, 'client.process.ts'),
    parley: join(here, 'clients/parley.ts'),
    undici: join(here, 'clients/undici.ts'),
    drain: join(here, 'clients/drain.ts'),
  });
  const modules: Readonly<Record<ClientName, string>> = {
    ...own,
    openai: join(anchorFolder, 'clients/openai.mjs'),
    ai: join(anchorFolder, 'clients/ai.mjs'),
  };
  return {
    run: (client, task, { times, ...plan }) =>
      resultOfProcess(own.process, [modules[client], task, baseUrlOf(port, plan), `${times}`]),
  };
}

export type Compared<Measure extends string> = Readonly<
  Record<ClientName, Readonly<Record<Measure, number>>>
>;

/** The medians of every client. */
export function compareClients<Measure extends string>(
  rounds: number,
  measure: (client: ClientName) => Promise<Readonly<Record<Measure, number>>>,
): Promise<Compared<Measure>> {
  return inRounds(rounds, {
    parley: () => measure('parley'),
    undici: () => measure('undici'),
    drain: () => measure('drain'),
    openai: () => measure('openai'),
    ai: () => measure('ai'),
  });
}

/** A row for each of these anchors. */
export function rowsBeside<Measure extends string>(
  compared: Compared<Measure>,
  figure: { readonly name: string; readonly measure: Measure; readonly unit: string },
  targets: Readonly<Partial<Record<AnchorName, Row['target'] | null>>>,
): readonly Row[] {
  const { name, measure, unit } = figure;
  const value = compared.parley[measure];
  return (Object.keys(targets) as AnchorName[]).map((key) => {
    const anchor = { name: anchorNames[key], value: compared[key][measure] };
    const row = { name: `ingest: ${name}`, value, unit, anchor };
    const target = targets[key];
    return target === null || target === undefined ? row : Object.assign(row, { target });
  });
}
