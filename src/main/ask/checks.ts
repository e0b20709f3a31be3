import { toFailure } from '#shared/failure.ts';
import type { ProviderId } from '#shared/id.ts';
import type { ModelInfo } from '#shared/provider/model.ts';
import { stepLines } from '../provider/doctor/report.ts';
import type { Providers } from '../provider/providers.ts';
import { describeFailure, plain } from './output/output.ts';
import type { Sink } from './output/output.ts';

interface Terminal {
  readonly out: Sink;
  readonly error: Sink;
  readonly signal: AbortSignal;
}

/** The models of a provider, one a line: its id and, where that is told, its name and its context. 0, or 3 when it fails. */
export async function listModels(
  providers: Providers,
  { providerId, json }: { readonly providerId: ProviderId; readonly json: boolean },
  { out, error }: Terminal,
): Promise<0 | 3> {
  try {
    const { models } = await providers.listModels(providerId, { refresh: true });
    for (const model of models) out.write(json ? `${JSON.stringify(model)}\n` : modelLine(model));
    return 0;
  } catch (thrown) {
    error.write(describeFailure(toFailure(thrown)));
    return 3;
  }
}

/** Each step as it ends, and its remedy where it failed. 0 when an answer began, else 3. Rejects when aborted. */
export async function checkConnection(
  providers: Providers,
  request: {
    readonly providerId: ProviderId;
    readonly modelId: string | undefined;
    readonly json: boolean;
  },
  { out, signal }: Terminal,
): Promise<0 | 3> {
  const { providerId, modelId, json } = request;
  const { isOk, report } = await providers.diagnose({
    providerId,
    modelId,
    signal,
    onStep: (step) => {
      if (step.status === 'running') return;
      out.write(json ? `${JSON.stringify(step)}\n` : `${plain(stepLines(step).join('\n'))}\n`);
    },
  });
  if (json) out.write(`${JSON.stringify({ type: 'summary', isOk, report })}\n`);
  return isOk ? 0 : 3;
}

function modelLine({ id, name, contextLength }: ModelInfo): string {
  const facts = [
    ...(name === undefined || name === id ? [] : [name]),
    ...(contextLength === undefined ? [] : [`${contextLength} tokens`]),
  ];
  const line = facts.length === 0 ? id : `${id}\t${facts.join(', ')}`;
  return `${plain(line)}\n`;
}
