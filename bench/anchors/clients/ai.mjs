import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { streamText } from 'ai';

export function openClient() {
  return {
    async answer(baseURL, onDelta) {
      const provider = createOpenAICompatible({ name: 'bench', baseURL, apiKey: 'k' });
      const { textStream } = streamText({ model: provider('m'), prompt: 'Hi', maxRetries: 0 });
      for await (const delta of textStream) onDelta(delta);
    },
  };
}
