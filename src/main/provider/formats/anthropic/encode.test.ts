import { describe, expect, it } from 'vitest';
import { anthropic } from './anthropic.ts';
import { bodyOf, sampleCall, sampleFile } from '../testing/sample-call.ts';

const adaptive = { type: 'adaptive', display: 'summarized' };

describe('a request to Anthropic', () => {
  it('carries the conversation, and always a limit', () => {
    const request = anthropic.encode(
      sampleCall({
        modelId: 'claude-sonnet-4-5',
        instructions: 'Be brief.',
        turns: [
          { role: 'user', text: 'One', files: [] },
          { role: 'assistant', text: 'Two', reasoning: [] },
          { role: 'user', text: 'Three', files: [] },
        ],
        parameters: { temperature: 1.5, topP: 0.9 },
        bodyDefaults: { metadata: { user_id: 'x' } },
      }),
    );
    expect(request).toMatchObject({ method: 'POST', path: '/messages' });
    expect(request.headers).toEqual({
      'content-type': 'application/json',
      'anthropic-version': '2023-06-01',
    });
    expect(bodyOf(request)).toEqual({
      model: 'claude-sonnet-4-5',
      metadata: { user_id: 'x' },
      max_tokens: 32_000,
      temperature: 1,
      top_p: 0.9,
      system: 'Be brief.',
      messages: [
        { role: 'user', content: 'One' },
        { role: 'assistant', content: 'Two' },
        { role: 'user', content: 'Three' },
      ],
      stream: true,
    });
  });

  it('sends thinking back only with its signature, and never an empty turn', () => {
    const request = anthropic.encode(
      sampleCall({
        turns: [
          {
            role: 'assistant',
            text: 'Answer',
            reasoning: [
              { text: 'Signed', providerMetadata: { anthropic: { signature: 'sig' } } },
              { text: '', providerMetadata: { anthropic: { redactedData: 'secret' } } },
              { text: 'Cut off before its signature' },
              {
                text: 'Of another service',
                providerMetadata: { gemini: { thoughtSignature: 'x' } },
              },
            ],
          },
          { role: 'assistant', text: ' \n', reasoning: [] },
        ],
      }),
    );
    expect(bodyOf(request)).toMatchObject({
      messages: [
        {
          role: 'assistant',
          content: [
            { type: 'thinking', thinking: 'Signed', signature: 'sig' },
            { type: 'redacted_thinking', data: 'secret' },
            { type: 'text', text: 'Answer' },
          ],
        },
      ],
    });
  });

  it('carries images, PDF and text files before the text, and refuses others by name', () => {
    const files = [
      sampleFile('a.png', 'image/png', 'image'),
      sampleFile('b.pdf', 'application/pdf', 'pdf'),
      sampleFile('c.txt', 'text/plain', 'plain'),
    ];
    const request = anthropic.encode(
      sampleCall({ turns: [{ role: 'user', text: 'Look', files }] }),
    );
    expect(bodyOf(request)).toMatchObject({
      messages: [
        {
          content: [
            {
              type: 'image',
              source: { type: 'base64', media_type: 'image/png', data: files[0]?.data },
            },
            {
              type: 'document',
              source: { type: 'base64', media_type: 'application/pdf', data: files[1]?.data },
              title: 'b.pdf',
            },
            {
              type: 'document',
              source: { type: 'text', media_type: 'text/plain', data: 'plain' },
              title: 'c.txt',
            },
            { type: 'text', text: 'Look' },
          ],
        },
      ],
    });
    const film = sampleFile('film.mp4', 'video/mp4', 'video');
    const call = sampleCall({ turns: [{ role: 'user', text: '', files: [film] }] });
    expect(() => anthropic.encode(call)).toThrow(/Cannot send the file "film.mp4"/);
  });

  it.each([
    ['claude-3-haiku-20240307', undefined, { max_tokens: 4096, temperature: 0.5 }],
    ['claude-3-5-haiku-latest', 'high', { max_tokens: 8192, temperature: 0.5 }],
    ['claude-3-7-sonnet-20250219', 'low', { max_tokens: 32_000, thinking: budgetOf(2048) }],
    ['claude-opus-4-20250514', 'medium', { max_tokens: 32_000, thinking: budgetOf(8192) }],
    ['claude-opus-4-5-20251101', 'high', { max_tokens: 32_000, thinking: budgetOf(16_000) }],
    ['anthropic/claude-sonnet-4.5', 'minimal', { max_tokens: 32_000, thinking: budgetOf(1024) }],
    ['claude-sonnet-4-6', undefined, { max_tokens: 64_000, temperature: 0.5 }],
    [
      'claude-opus-4-6',
      'low',
      { max_tokens: 64_000, thinking: adaptive, output_config: { effort: 'low' } },
    ],
    ['claude-opus-4-8', undefined, { max_tokens: 64_000 }],
    ['claude-opus-5-5', undefined, { max_tokens: 64_000, thinking: adaptive }],
    [
      'claude-haiku-5-5',
      'minimal',
      { max_tokens: 64_000, thinking: adaptive, output_config: { effort: 'low' } },
    ],
    ['glm-5', undefined, { max_tokens: 8192, temperature: 0.5 }],
    ['glm-5', 'low', { max_tokens: 8192, thinking: budgetOf(2048) }],
  ] as const)('asks %s to think with effort %s', (modelId, reasoningEffort, expected) => {
    const parameters = {
      temperature: 0.5,
      ...(reasoningEffort !== undefined && { reasoningEffort }),
    };
    const body = bodyOf(anthropic.encode(sampleCall({ modelId, parameters })));
    const messages = [{ role: 'user', content: 'Hello' }];
    expect(body).toEqual({ model: modelId, ...expected, messages, stream: true });
  });

  it('has thinking dropped that no longer follows what it followed, where models insist on it', () => {
    const reasoning = [{ text: '', providerMetadata: { anthropic: { signature: 'sig' } } }];
    const turns = [{ role: 'assistant', text: 'Answer', reasoning }] as const;
    const thinkingOf = (modelId: string) =>
      bodyOf(anthropic.encode(sampleCall({ modelId, turns })));
    expect(thinkingOf('claude-opus-5')).toHaveProperty('thinking', adaptive);
    expect(thinkingOf('claude-fable-5-1')).toMatchObject({
      thinking: { ...adaptive, block_binding: { prefix_mismatch_behavior: 'drop_block' } },
    });
  });

  it('leaves room for the answer beside a thinking budget', () => {
    const request = anthropic.encode(
      sampleCall({
        modelId: 'claude-sonnet-4-5',
        parameters: { reasoningEffort: 'high', maxOutputTokens: 500 },
      }),
    );
    expect(bodyOf(request)).toMatchObject({ max_tokens: 1524, thinking: budgetOf(1024) });
  });
});

function budgetOf(budget_tokens: number) {
  return { type: 'enabled', budget_tokens };
}
