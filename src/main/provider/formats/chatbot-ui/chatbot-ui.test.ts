import { describe, expect, it } from 'vitest';
import type { StreamEvent } from '#shared/conversation/stream-event.ts';
import type { Adapter, FrameDecoder } from '../adapter.ts';
import { chatbotUi } from './chatbot-ui.ts';
import { decodeBody } from '../testing/decode-body.ts';
import { bodyOf, sampleCall, sampleFile } from '../testing/sample-call.ts';

const finished = [
  { type: 'part-end', index: 0 },
  { type: 'finish', reason: 'stop' },
];

async function textOf(body: string, mediaType = ''): Promise<string> {
  const events = await decodeText(body, mediaType);
  expect(events.slice(-2)).toEqual(finished);
  return events.map((event) => (event.type === 'text-delta' ? event.delta : '')).join('');
}

/** Bare text is told as it arrives, so its deltas follow the chunks: joined, they are the same for every cut. */
const joined: Adapter = {
  ...chatbotUi,
  createDecoder: () => joining(chatbotUi.createDecoder()),
};

function decodeText(body: string, mediaType = ''): Promise<StreamEvent[]> {
  return decodeBody(joined, body, mediaType);
}

function joining({ accept, end }: FrameDecoder): FrameDecoder {
  let text = '';

  function join(events: readonly StreamEvent[]): readonly StreamEvent[] {
    return events.flatMap((event) => {
      if (event.type !== 'text-delta') return [...rest(), event];
      text += event.delta;
      return [];
    });
  }

  function rest(): readonly StreamEvent[] {
    const delta = text;
    text = '';
    return delta === '' ? [] : [{ type: 'text-delta', index: 0, delta }];
  }

  return {
    accept: (frame) => join(accept(frame) ?? []),
    end: () => [...join(end?.() ?? []), ...rest()],
  };
}

describe('a request to a chatbot-ui server', () => {
  const turns = [
    { role: 'user', text: 'One', files: [sampleFile('a.txt', 'text/plain', 'A')] },
    { role: 'assistant', text: 'Two', reasoning: [] },
    { role: 'user', text: 'Three', files: [] },
  ] as const;
  const { conversationId } = bodyOf(chatbotUi.encode(sampleCall())) as { conversationId: string };
  const messages = [
    { role: 'user', content: '<file name="a.txt">\nA\n</file>\n\nOne' },
    { role: 'assistant', content: 'Two' },
    { role: 'user', content: 'Three' },
  ];

  it('names the conversation by a UUID that stays the same', () => {
    expect(conversationId).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    const others = ['a', 'b', 'conversatiom'].map((conversationKey) =>
      bodyOf(chatbotUi.encode(sampleCall({ conversationKey }))),
    );
    const ids = others.map((body) => (body as { conversationId: string }).conversationId);
    expect(new Set([...ids, conversationId]).size).toBe(4);
  });

  it('of the first generation carries the model with its limits', () => {
    const request = chatbotUi.encode(
      sampleCall({
        modelId: 'gpt-4',
        modelFields: { name: 'GPT-4', maxLength: 24_000, tokenLimit: 8000 },
        turns,
        bodyDefaults: { prompt: 'You are ChatGPT.' },
      }),
    );
    expect(request).toMatchObject({ method: 'POST', path: '/api/chat' });
    expect(JSON.stringify(bodyOf(request))).toBe(
      JSON.stringify({
        conversationId,
        model: { id: 'gpt-4', name: 'GPT-4', maxLength: 24_000, tokenLimit: 8000 },
        messages,
        key: '',
        prompt: 'You are ChatGPT.',
      }),
    );
  });

  it('of the later generation carries a list of models', () => {
    const request = chatbotUi.encode(
      sampleCall({
        modelId: 'grok-3',
        modelFields: { provider: 'x.ai' },
        instructions: 'Be brief.',
        turns,
        parameters: { temperature: 0.5 },
        bodyDefaults: { search: 'false', prompt: 'You are {{model}}.' },
      }),
    );
    expect(JSON.stringify(bodyOf(request))).toBe(
      JSON.stringify({
        conversationId,
        models: [{ modelId: 'grok-3', provider: 'x.ai' }],
        search: 'false',
        messages,
        key: '',
        prompt: 'Be brief.',
        temperature: 0.5,
      }),
    );
  });

  it('refuses files that are not text', () => {
    const files = [sampleFile('a.png', 'image/png', 'image')];
    const call = sampleCall({ turns: [{ role: 'user', text: '', files }] });
    expect(() => chatbotUi.encode(call)).toThrow(/Cannot send the file "a.png"/);
  });
});

describe('a bare answer of a chatbot-ui server', () => {
  it.each([
    'Привет, 世界 👋🏽 e\u0301',
    'data',
    'data: that is what I found',
    '{"answer": 42}',
    '{"error": "is a word"}',
    '<html><body>Here is your page</body></html>',
    '  indented\n\ntext with [DONE] and data: {} within',
    'Error',
  ])('is told as it is: %j', async (text) => {
    expect(await textOf(text)).toBe(text);
  });

  it('streams', async () => {
    const decoder = chatbotUi.createDecoder();
    const events = ['dat', 'e ', '1', '2'].flatMap(
      (text) => decoder.accept({ type: 'text', text }) ?? [],
    );
    expect([...events, ...(decoder.end?.() ?? [])]).toEqual([
      { type: 'text-delta', index: 0, delta: 'date ' },
      { type: 'text-delta', index: 0, delta: '1' },
      { type: 'text-delta', index: 0, delta: '2' },
      ...finished,
    ]);
  });

  it.each([
    '<!DOCTYPE html><html coupert-item="x"><body>Welcome</body></html>',
    '<html><title>Just a moment...</title></html>',
  ])('is a demand or a page when it looks like %j', async (page) => {
    for (const mediaType of ['', 'text/html']) {
      const [event] = await decodeText(page, mediaType);
      expect(event).toMatchObject({ type: 'error' });
    }
  });

  it('may be a JSON string', async () => {
    expect(await textOf('"Hi"', 'application/json')).toBe('Hi');
  });
});

describe('an answer in events of a chatbot-ui server', () => {
  it.each(['', 'text/event-stream'])(
    'is told whole with the content type %j',
    async (mediaType) => {
      const body = [
        'data: {"role":"assistant","content":"При"}',
        ': keep-alive',
        'data: not JSON',
        'data: {"role":"assistant"}',
        'data:{"content":"вет"}',
        'data: [DONE]',
        'data: {"content":"after the end"}',
        '',
      ].join('\n\n');
      expect(await textOf(body, mediaType)).toBe('Привет');
    },
  );

  it('needs no end marker and no last line end', async () => {
    expect(await textOf('data: {"content":"a"}\r\n\r\ndata: {"content":"b"}')).toBe('ab');
  });

  it.each([
    ['{"error":true,"res_status":402,"message":"Pay"}', 'quota-exceeded', 'Pay'],
    ['{"error":true,"res_status":"Error 402","message":"Pay"}', 'quota-exceeded', 'Pay'],
    ['{"error":true,"res_status":500,"message":"Broken"}', 'provider-unavailable', 'Broken'],
    [
      '{"code":200,"msg":"success","data":"Too many requests"}',
      'rate-limited',
      'Too many requests',
    ],
  ])('keeps what arrived before %s', async (error, code, detail) => {
    const events = await decodeText(`data: {"content":"Hi"}\n\ndata: ${error}\n\n`);
    expect(events).toMatchObject([
      { type: 'text-delta', delta: 'Hi' },
      { type: 'error', failure: { code, detail } },
    ]);
    expect(await decodeText(error, 'application/json')).toMatchObject([
      { type: 'error', failure: { code, detail } },
    ]);
  });

  it('is an error when it is an error of OpenAI with status 200', async () => {
    const body =
      '{"error":{"message":"Incorrect API key provided","type":"invalid_request_error"}}';
    for (const mediaType of ['', 'application/json'])
      expect(await decodeText(body, mediaType)).toMatchObject([
        { type: 'error', failure: { code: 'unauthorized', detail: 'Incorrect API key provided' } },
      ]);
  });

  it('is the answer when it is JSON that reports nothing, whatever its label', async () => {
    for (const mediaType of ['', 'application/json'])
      expect(await textOf('{"name":"Ada","age":36}', mediaType)).toBe('{"name":"Ada","age":36}');
  });

  it('is an error when the body begins as one', async () => {
    const body = '{"error":true,"res_status":402,"message":"Pay"}';
    expect(await decodeText(body)).toMatchObject([
      { type: 'error', failure: { code: 'quota-exceeded' } },
    ]);
  });
});

describe('a failure of a chatbot-ui server', () => {
  it.each([
    [500, 'Error', 'Rate limit reached', 'rate-limited', 'Rate limit reached'],
    [
      500,
      'Error',
      'The model `x` does not exist',
      'model-unavailable',
      'The model `x` does not exist',
    ],
    [
      500,
      'Error',
      'maximum context length is 4097 tokens',
      'context-length-exceeded',
      'maximum context length is 4097 tokens',
    ],
    [
      500,
      'Error',
      'You exceeded your current quota',
      'quota-exceeded',
      'You exceeded your current quota',
    ],
    [
      500,
      'Error',
      'Incorrect API key provided: sk-abc***wxyz',
      'unauthorized',
      'Incorrect API key provided: sk-abc***wxyz',
    ],
    [500, 'Error', 'Internal Server Error', 'provider-unavailable', 'Internal Server Error'],
    [402, 'Error', '', 'quota-exceeded', undefined],
    [401, '{"message":"401 Unauthorized" }', '', 'unauthorized', '401 Unauthorized'],
    [
      403,
      '<!DOCTYPE html><title>Just a moment...</title>',
      '',
      'human-verification-required',
      'Just a moment...',
    ],
  ])('with status %i and %s is told', (...[status, body, statusText, code, detail]) => {
    const failure = chatbotUi.readFailure({ status, statusText, headers: {}, body });
    expect(failure).toMatchObject({ code, status });
    expect(failure.detail).toBe(detail);
  });
});

describe('the models of a chatbot-ui server', () => {
  it('are a bare list', () => {
    const list = [{ id: 'gpt-4', name: 'GPT-4', tokenLimit: 8000 }, { id: 'x' }];
    expect(chatbotUi.models.parse(list)).toEqual([
      { id: 'gpt-4', name: 'GPT-4', contextLength: 8000 },
      { id: 'x' },
    ]);
    expect(() => chatbotUi.models.parse('Error')).toThrow(/Cannot list the models/);
  });
});
