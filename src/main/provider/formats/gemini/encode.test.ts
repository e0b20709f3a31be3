import { describe, expect, it } from 'vitest';
import { gemini } from './gemini.ts';
import { bodyOf, sampleCall, sampleFile } from '../testing/sample-call.ts';

const hello = [{ role: 'user', parts: [{ text: 'Hello' }] }];

describe('a request to Gemini', () => {
  it.each(['../../x', 'models/../x', '.', 'tunedModels/..', 'a//b', '%2E%2e', 'models/%2e'])(
    'does not leave the models for %s',
    (modelId) => {
      expect(() => gemini.encode(sampleCall({ modelId }))).toThrow('leads out of the list');
    },
  );

  it('keeps the characters of a model within its path', () => {
    const { path } = gemini.encode(sampleCall({ modelId: 'tunedModels/a?b#c d', stream: false }));
    expect(path).toBe('/tunedModels/a%3Fb%23c%20d:generateContent');
  });

  it('carries the conversation and what the person chose, above the defaults of the row', () => {
    const request = gemini.encode(
      sampleCall({
        modelId: 'gemini-2.0-flash',
        instructions: 'Be brief.',
        turns: [
          { role: 'user', text: 'One', files: [] },
          { role: 'assistant', text: 'Two', reasoning: [] },
          { role: 'user', text: 'Three', files: [] },
        ],
        parameters: {
          temperature: 0.5,
          topP: 0.9,
          presencePenalty: 0.1,
          frequencyPenalty: 0.2,
          maxOutputTokens: 100,
        },
        bodyDefaults: { safetySettings: [], generationConfig: { temperature: 1, topK: 40 } },
      }),
    );
    expect(request).toMatchObject({
      method: 'POST',
      path: '/models/gemini-2.0-flash:streamGenerateContent?alt=sse',
      headers: { 'content-type': 'application/json' },
    });
    expect(bodyOf(request)).toEqual({
      safetySettings: [],
      systemInstruction: { parts: [{ text: 'Be brief.' }] },
      contents: [
        { role: 'user', parts: [{ text: 'One' }] },
        { role: 'model', parts: [{ text: 'Two' }] },
        { role: 'user', parts: [{ text: 'Three' }] },
      ],
      generationConfig: {
        temperature: 0.5,
        topK: 40,
        topP: 0.9,
        presencePenalty: 0.1,
        frequencyPenalty: 0.2,
        maxOutputTokens: 100,
      },
    });
  });

  it('asks for a whole answer at another address', () => {
    const request = gemini.encode(sampleCall({ modelId: 'tunedModels/mine?', stream: false }));
    expect(request.path).toBe('/tunedModels/mine%3F:generateContent');
    expect(bodyOf(request)).toEqual({ contents: hello });
  });

  it('sends signatures back where they came from', () => {
    const request = gemini.encode(
      sampleCall({
        turns: [
          {
            role: 'assistant',
            text: 'Answer',
            reasoning: [
              { text: 'Signed', providerMetadata: { gemini: { thoughtSignature: 'a' } } },
              { text: 'Unsigned' },
              { text: '', providerMetadata: { gemini: { thoughtSignature: 'b' } } },
            ],
          },
        ],
      }),
    );
    expect(bodyOf(request)).toMatchObject({
      contents: [
        {
          role: 'model',
          parts: [
            { text: 'Signed', thought: true, thoughtSignature: 'a' },
            { text: 'Answer', thoughtSignature: 'b' },
          ],
        },
      ],
    });
  });

  it('carries files, and refuses what it cannot read by name', () => {
    const files = [
      sampleFile('a.png', 'image/png', 'image'),
      sampleFile('b.pdf', 'application/pdf', 'pdf'),
      sampleFile('c.json', 'application/json', '{}'),
    ];
    const request = gemini.encode(sampleCall({ turns: [{ role: 'user', text: '', files }] }));
    expect(bodyOf(request)).toMatchObject({
      contents: [
        {
          parts: [
            { inlineData: { mimeType: 'image/png', data: files[0]?.data } },
            { inlineData: { mimeType: 'application/pdf', data: files[1]?.data } },
            { text: '<file name="c.json">\n{}\n</file>' },
          ],
        },
      ],
    });
    const archive = sampleFile('d.zip', 'application/zip', 'PK\0');
    const call = sampleCall({ turns: [{ role: 'user', text: '', files: [archive] }] });
    expect(() => gemini.encode(call)).toThrow(/Cannot send the file "d.zip"/);
  });

  it.each([
    ['gemini-2.0-flash', 'high', undefined],
    ['gemini-2.5-flash-image', undefined, undefined],
    ['gemini-2.5-pro', undefined, { includeThoughts: true }],
    ['gemini-2.5-flash', 'low', { includeThoughts: true, thinkingBudget: 2048 }],
    ['gemini-3-flash-preview', 'minimal', { includeThoughts: true, thinkingLevel: 'minimal' }],
    ['gemini-3-pro-preview', 'medium', { includeThoughts: true, thinkingLevel: 'high' }],
    ['gemini-3.1-pro-preview', 'medium', { includeThoughts: true, thinkingLevel: 'medium' }],
    ['gemini-3.1-pro-preview', 'minimal', { includeThoughts: true, thinkingLevel: 'low' }],
    ['gemini-flash-latest', 'high', { includeThoughts: true, thinkingLevel: 'high' }],
    ['gemini-flash-latest', undefined, undefined],
  ] as const)('asks %s to think with effort %s', (modelId, reasoningEffort, thinkingConfig) => {
    const parameters = reasoningEffort === undefined ? {} : { reasoningEffort };
    expect(bodyOf(gemini.encode(sampleCall({ modelId, parameters })))).toEqual({
      contents: hello,
      ...(thinkingConfig !== undefined && { generationConfig: { thinkingConfig } }),
    });
  });
});
