import type { Conversation } from '#shared/conversation/conversation.ts';
import type { ModelRef } from '#shared/provider/model.ts';
import { isBuiltIn } from '#shared/provider/provider.ts';
import { cleanTitle, titlePrompt } from '../conversation/title.ts';
import type { Clock } from '../provider/call/clock.ts';
import type { Providers } from '../provider/providers.ts';
import type { ProviderCall } from '../provider/call/attempt.ts';
import { generate } from './generate.ts';

/** A title is one line; a model that writes an essay instead is stopped. */
const LONGEST_ANSWER = 1000;
const TIMEOUT_MS = 30_000;

/**
 * A title from `model`; `null` when it gives none that can be used within half a minute, when it cannot name things
 * (the offline program), or when `signal` aborts. Never rejects.
 */
export async function titleByModel(
  { providers, clock }: { readonly providers: Providers; readonly clock: Clock },
  conversation: Conversation,
  model: ModelRef,
  signal: AbortSignal,
): Promise<string | null> {
  const prompt = titlePrompt(conversation);
  const view = providers.views().find(({ id }) => id === model.providerId);
  if (prompt === null || view === undefined || isBuiltIn(view.definition.adapter)) return null;

  const call: ProviderCall = {
    modelId: model.modelId,
    instructions: '',
    turns: [{ role: 'user', text: prompt, files: [] }],
    parameters: {},
    stream: true,
    conversationKey: conversation.id,
  };
  const enough = new AbortController();
  let text = '';
  const { terminal } = await generate({
    model,
    clock,
    signal: AbortSignal.any([signal, enough.signal, AbortSignal.timeout(TIMEOUT_MS)]),
    open: (options) => providers.stream(model.providerId, call, options),
    emit: (event) => {
      if (event.type === 'text-delta') text += event.delta;
      if (text.length > LONGEST_ANSWER) enough.abort();
    },
  });
  return terminal.type === 'finish' && terminal.reason === 'stop' ? cleanTitle(text) : null;
}
