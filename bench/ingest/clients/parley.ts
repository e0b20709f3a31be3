import { generate } from '../../../src/main/generation/generate.ts';
import { createHttp } from '../../../src/main/net/http.ts';
import { systemClock } from '../../../src/main/provider/call/clock.ts';
import { createProviders } from '../../../src/main/provider/providers.ts';
import {
  transientCredentials,
  transientSettings,
} from '../../../src/main/provider/registry/memory.ts';
import type { OpenClient } from '../client.ts';

const call = {
  modelId: 'm',
  instructions: '',
  turns: [{ role: 'user', text: 'Hi', files: [] }],
  parameters: {},
  stream: true,
  conversationKey: 'bench',
} as const;

/** The whole way of the app, from the socket to the events of one run. */
export const openClient: OpenClient = async () => {
  const providers = createProviders({
    http: createHttp(),
    clock: systemClock,
    settings: transientSettings(),
    credentials: transientCredentials(),
  });
  const saved = new Map<string, string>();

  async function providerAt(baseUrl: string): Promise<string> {
    const definitionId = 'openai-compatible';
    const known = saved.get(baseUrl);
    if (known !== undefined) return known;
    const providerId = await providers.save({
      definitionId,
      name: 'A server',
      baseUrl,
      credential: 'k',
    });
    saved.set(baseUrl, providerId);
    return providerId;
  }

  return {
    async answer(baseUrl, onDelta) {
      const providerId = await providerAt(baseUrl);
      const { terminal } = await generate({
        model: { providerId, modelId: 'm' },
        open: (options) => providers.stream(providerId, call, options),
        emit: (event) => {
          if (event.type === 'text-delta') onDelta(event.delta);
        },
        signal: new AbortController().signal,
        clock: systemClock,
      });
      if (terminal.type !== 'finish') throw new Error(terminal.failure.message);
    },
  };
};
