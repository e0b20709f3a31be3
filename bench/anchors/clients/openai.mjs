import OpenAI from 'openai';

export function openClient() {
  return {
    async answer(baseURL, onDelta) {
      const client = new OpenAI({ baseURL, apiKey: 'k', maxRetries: 0 });
      const stream = await client.chat.completions.create({
        model: 'm',
        stream: true,
        messages: [{ role: 'user', content: 'Hi' }],
      });
      for await (const chunk of stream) {
        const content = chunk.choices[0]?.delta.content;
        if (content !== undefined && content !== null) onDelta(content);
      }
    },
  };
}
