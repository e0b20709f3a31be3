import { expect, test } from 'vitest';
import type { FilePart } from '#shared/conversation/conversation.ts';
import { FailureError } from '#shared/failure.ts';
import type { ModelCall, Turn } from '../adapter.ts';
import { openaiChat } from './openai-chat.ts';

const call: ModelCall = {
  modelId: 'gpt-x',
  instructions: '',
  turns: [{ role: 'user', text: 'Hi', files: [] }],
  parameters: {},
  stream: true,
  bodyDefaults: {},
  conversationKey: 'key',
};

function bodyOf(changes: Partial<ModelCall>): unknown {
  return JSON.parse(openaiChat.encode({ ...call, ...changes }).body);
}

function withFile(file: FilePart): readonly Turn[] {
  return [{ role: 'user', text: 'Look', files: [file] }];
}

function file(name: string, mediaType: string, content = 'content'): FilePart {
  return { type: 'file', name, mediaType, data: Buffer.from(content).toString('base64') };
}

function part(name: string, mediaType: string, content?: string): unknown {
  return bodyOf({ turns: withFile(file(name, mediaType, content)) });
}

function first(expected: unknown): object {
  return { messages: [{ role: 'user', content: [expected, { type: 'text', text: 'Look' }] }] };
}

test('The least that a call can say is messages, stream and model.', () => {
  const request = openaiChat.encode(call);
  expect(request).toEqual({
    method: 'POST',
    path: '/chat/completions',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: '{"messages":[{"role":"user","content":"Hi"}],"stream":true,"model":"gpt-x","stream_options":{"include_usage":true}}',
  });
});

test('Without streaming there is nothing to ask about the stream.', () => {
  const request = openaiChat.encode({ ...call, stream: false });
  expect(request.headers['accept']).toBe('application/json');
  expect(request.body).toBe(
    '{"messages":[{"role":"user","content":"Hi"}],"stream":false,"model":"gpt-x"}',
  );
});

test('Instructions come first; turns without text are left out.', () => {
  expect(
    bodyOf({
      instructions: 'Be brief.',
      turns: [
        { role: 'user', text: 'One', files: [] },
        { role: 'assistant', text: '', reasoning: [{ text: 'hm' }] },
        { role: 'assistant', text: 'Two', reasoning: [] },
        { role: 'user', text: 'Three', files: [] },
      ],
    }),
  ).toMatchObject({
    messages: [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'One' },
      { role: 'assistant', content: 'Two' },
      { role: 'user', content: 'Three' },
    ],
  });
});

test('Keys come in the order of the web clients, what was chosen wins over defaults, others follow.', () => {
  const { body } = openaiChat.encode({
    ...call,
    bodyDefaults: {
      plugins: [],
      top_p: 1,
      frequency_penalty: 0,
      presence_penalty: 0,
      temperature: 0.5,
      stream_options: null,
    },
    parameters: {
      temperature: 0.7,
      maxOutputTokens: 100,
      reasoningEffort: 'low',
      presencePenalty: 1,
      frequencyPenalty: -1,
      topP: 0.9,
    },
  });
  expect(body).toBe(
    '{"messages":[{"role":"user","content":"Hi"}],"stream":true,"model":"gpt-x","temperature":0.7,"presence_penalty":1,"frequency_penalty":-1,"top_p":0.9,"max_tokens":100,"reasoning_effort":"low","plugins":[]}',
  );
});

test('A server that does not take max_tokens is told max_completion_tokens.', () => {
  const limits = bodyOf({ bodyDefaults: { max_tokens: null }, parameters: { maxOutputTokens: 9 } });
  expect(limits).toMatchObject({ max_completion_tokens: 9 });
  expect(limits).not.toHaveProperty('max_tokens');
});

test('Files go as the part that the format has for them.', () => {
  expect(part('a.png', 'image/png')).toMatchObject(
    first({ type: 'image_url', image_url: { url: 'data:image/png;base64,Y29udGVudA==' } }),
  );
  expect(part('a.pdf', 'application/pdf')).toMatchObject(
    first({
      type: 'file',
      file: { filename: 'a.pdf', file_data: 'data:application/pdf;base64,Y29udGVudA==' },
    }),
  );
  expect(part('a.mp3', 'audio/mpeg')).toMatchObject(
    first({ type: 'input_audio', input_audio: { data: 'Y29udGVudA==', format: 'mp3' } }),
  );
  expect(part('a.py', 'text/x-python', 'print("é")')).toMatchObject(
    first({ type: 'text', text: expect.stringContaining('print("é")') }),
  );
});

test('A file that the format has no place for is refused by its name.', () => {
  for (const [name, mediaType] of [
    ['film.mp4', 'video/mp4'],
    ['song.ogg', 'audio/ogg'],
    ['program', 'application/octet-stream'],
  ] as const)
    expect(() => bodyOf({ turns: withFile(file(name, mediaType, '\0\u0001')) })).toThrowError(
      FailureError,
    );
});
