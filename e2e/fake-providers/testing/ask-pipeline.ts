import type { Failure } from '#shared/failure.ts';
import type { GenerationParameters } from '#shared/provider/model.ts';
import type { CredentialKind } from '#shared/provider/provider.ts';
import type { FinishReason } from '#shared/provider/model.ts';
import type { RouteStep } from '#shared/conversation/conversation.ts';
import { generate } from '../../../src/main/generation/generate.ts';
import { createHttp } from '../../../src/main/net/http.ts';
import { systemClock } from '../../../src/main/provider/call/clock.ts';
import {
  transientCredentials,
  transientSettings,
} from '../../../src/main/provider/registry/memory.ts';
import { createProviders } from '../../../src/main/provider/providers.ts';
import type { Providers } from '../../../src/main/provider/providers.ts';

export interface Asked {
  readonly text: string;
  /** Pieces in which the text came. */
  readonly deltas: readonly string[];
  readonly failure: Failure | undefined;
  readonly ends: FinishReason | undefined;
  readonly route: readonly RouteStep[];
  /** Waits between attempts and between the pieces of a paced answer, in milliseconds. */
  readonly waits: readonly number[];
}

export interface AskOptions {
  readonly turns?: readonly string[];
  readonly modelId?: string;
  readonly parameters?: GenerationParameters;
  readonly instructions?: string;
  readonly stream?: boolean;
  readonly trim?: boolean;
  readonly conversationKey?: string;
  readonly signal?: AbortSignal;
  readonly onText?: (delta: string) => void;
}

/** A provider of one row at these addresses, with real sockets and everything else in memory; waits take no time. */
export interface Pipeline {
  readonly providers: Providers;
  readonly providerId: string;
  readonly ask: (options?: AskOptions) => Promise<Asked>;
  readonly close: () => Promise<void>;
}

export interface PipelineOptions {
  readonly definitionId: string;
  readonly urls: readonly string[];
  readonly credential?: string;
  readonly credentialKind?: CredentialKind;
  /** How long a server may be silent, in milliseconds. */
  readonly patienceMs?: number;
}

export async function openPipeline(options: PipelineOptions): Promise<Pipeline> {
  const { definitionId, urls, credential = null, patienceMs = 10_000 } = options;
  const http = createHttp({ timeouts: { firstByteMs: patienceMs, idleMs: patienceMs } });
  const waits: number[] = [];
  const clock = {
    ...systemClock,
    sleep: (milliseconds: number, signal: AbortSignal): Promise<void> => {
      waits.push(milliseconds);
      return systemClock.sleep(0, signal);
    },
  };
  const providers = createProviders({
    http,
    clock,
    settings: transientSettings(),
    credentials: transientCredentials(),
  });
  const providerId = await providers.save({
    definitionId,
    name: definitionId,
    baseUrl: urls.join(' '),
    credential,
    ...(options.credentialKind !== undefined && { credentialKind: options.credentialKind }),
  });
  return { providers, providerId, ask, close: http.close };

  async function ask(asked: AskOptions = {}): Promise<Asked> {
    const { definition } = providers.find(providerId);
    const { turns = ['Hello'], modelId = definition.models[0] ?? '', onText } = asked;
    const deltas: string[] = [];
    waits.length = 0;
    const call = {
      modelId,
      instructions: asked.instructions ?? '',
      turns: turns.map((text, at) =>
        at % 2 === 0
          ? ({ role: 'user', text, files: [] } as const)
          : ({ role: 'assistant', text, reasoning: [] } as const),
      ),
      parameters: asked.parameters ?? {},
      stream: asked.stream ?? true,
      conversationKey: asked.conversationKey ?? 'conversation',
      ...(asked.trim !== undefined && { trim: asked.trim }),
    };
    const { terminal, route } = await generate({
      model: { providerId, modelId },
      open: (streaming) => providers.stream(providerId, call, streaming),
      emit: (event) => {
        if (event.type !== 'text-delta') return;
        deltas.push(event.delta);
        onText?.(event.delta);
      },
      signal: asked.signal ?? new AbortController().signal,
      clock,
    });
    return {
      text: deltas.join(''),
      deltas,
      failure: terminal.type === 'error' ? terminal.failure : undefined,
      ends: terminal.type === 'finish' ? terminal.reason : undefined,
      route,
      waits: [...waits],
    };
  }
}
