import { describe, expect, it } from 'vitest';
import { openaiResponses } from './openai-responses.ts';
import { bodyOf, sampleCall, sampleFile } from '../testing/sample-call.ts';

const hello = [{ role: 'user', content: [{ type: 'input_text', text: 'Hello' }] }];

describe('a request to OpenAI Responses', () => {
  it('carries the conversation and asks the service to keep nothing', () => {
    const request = openaiResponses.encode(
      sampleCall({
        modelId: 'gpt-4.1',
        instructions: 'Be brief.',
        turns: [
          { role: 'user', text: 'One', files: [] },
          { role: 'assistant', text: 'Two', reasoning: [] },
          { role: 'assistant', text: '', reasoning: [] },
          { role: 'user', text: 'Three', files: [] },
        ],
        parameters: { temperature: 0.5, topP: 0.9, maxOutputTokens: 100 },
        bodyDefaults: { service_tier: 'flex', reasoning: { summary: 'auto' } },
      }),
    );
    expect(request).toMatchObject({
      method: 'POST',
      path: '/responses',
      headers: { 'content-type': 'application/json' },
    });
    expect(bodyOf(request)).toEqual({
      model: 'gpt-4.1',
      store: false,
      service_tier: 'flex',
      instructions: 'Be brief.',
      input: [
        { role: 'user', content: [{ type: 'input_text', text: 'One' }] },
        { role: 'assistant', content: [{ type: 'output_text', text: 'Two' }] },
        { role: 'user', content: [{ type: 'input_text', text: 'Three' }] },
      ],
      stream: true,
      temperature: 0.5,
      top_p: 0.9,
      max_output_tokens: 100,
    });
  });

  it.each([
    ['gpt-5.5', undefined, { summary: 'auto' }],
    ['o4-mini', 'low', { summary: 'auto', effort: 'low' }],
    ['openai/gpt-5', 'minimal', { summary: 'auto', effort: 'minimal' }],
    ['something-new', 'high', { summary: 'auto', effort: 'high' }],
  ] as const)(
    'asks %s with effort %s for encrypted reasoning',
    (modelId, reasoningEffort, reasoning) => {
      const request = openaiResponses.encode(
        sampleCall({
          modelId,
          parameters: reasoningEffort === undefined ? {} : { reasoningEffort },
          bodyDefaults: { reasoning: { summary: 'auto' } },
        }),
      );
      expect(bodyOf(request)).toEqual({
        model: modelId,
        store: false,
        include: ['reasoning.encrypted_content'],
        input: hello,
        stream: true,
        reasoning,
      });
    },
  );

  it.each(['gpt-4.1', 'gpt-4o', 'gpt-5-chat-latest'])('asks %s for none', (modelId) => {
    const bodyDefaults = { reasoning: { summary: 'auto' } };
    const body = bodyOf(openaiResponses.encode(sampleCall({ modelId, bodyDefaults })));
    expect(body).toEqual({ model: modelId, store: false, input: hello, stream: true });
  });

  it.each([
    ['gpt-5.5', false],
    ['openai/o3', false],
    ['openai/gpt-oss-20b', true],
    ['gpt-5-chat-latest', true],
  ])('tells %s the temperature: %j', (modelId, isTold) => {
    const parameters = { temperature: 0.5, topP: 0.9 };
    const body = bodyOf(openaiResponses.encode(sampleCall({ modelId, parameters })));
    expect(Object.keys(body as object).includes('temperature')).toBe(isTold);
    expect(Object.keys(body as object).includes('top_p')).toBe(isTold);
  });

  it('sends encrypted reasoning back before the answer', () => {
    const request = openaiResponses.encode(
      sampleCall({
        turns: [
          {
            role: 'assistant',
            text: 'Answer',
            reasoning: [
              {
                text: 'Thought',
                providerMetadata: { 'openai-responses': { id: 'rs_1', encryptedContent: 'x' } },
              },
              { text: '', providerMetadata: { 'openai-responses': { encryptedContent: 'y' } } },
              { text: 'Of another service', providerMetadata: { anthropic: { signature: 'z' } } },
            ],
          },
        ],
      }),
    );
    expect(bodyOf(request)).toMatchObject({
      input: [
        {
          type: 'reasoning',
          id: 'rs_1',
          summary: [{ type: 'summary_text', text: 'Thought' }],
          encrypted_content: 'x',
        },
        { type: 'reasoning', summary: [], encrypted_content: 'y' },
        { role: 'assistant', content: [{ type: 'output_text', text: 'Answer' }] },
      ],
    });
  });

  it('carries files, and refuses what it cannot read by name', () => {
    const files = [
      sampleFile('a.png', 'image/png', 'image'),
      sampleFile('b.pdf', 'application/pdf', 'pdf'),
      sampleFile('c.csv', 'text/csv', '1,2'),
    ];
    const request = openaiResponses.encode(
      sampleCall({ turns: [{ role: 'user', text: '', files }] }),
    );
    expect(bodyOf(request)).toMatchObject({
      input: [
        {
          content: [
            {
              type: 'input_image',
              image_url: `data:image/png;base64,${files[0]?.data}`,
              detail: 'auto',
            },
            {
              type: 'input_file',
              filename: 'b.pdf',
              file_data: `data:application/pdf;base64,${files[1]?.data}`,
            },
            { type: 'input_text', text: '<file name="c.csv">\n1,2\n</file>' },
          ],
        },
      ],
    });
    const audio = sampleFile('d.mp3', 'audio/mpeg', 'sound');
    const call = sampleCall({ turns: [{ role: 'user', text: '', files: [audio] }] });
    expect(() => openaiResponses.encode(call)).toThrow(/Cannot send the file "d.mp3"/);
  });
});
