import { describe, expect, test } from 'vitest';
import { branchTo } from '#shared/conversation/branch.ts';
import type { Conversation } from '#shared/conversation/conversation.ts';
import { chatgpt } from './chatgpt.ts';
import { claude } from './claude.ts';
import type { FoundFile, ReadContext } from './imported.ts';

const png = Buffer.from('\x89PNG\r\n\x1a\nrest', 'latin1');

function context(files: Readonly<Record<string, FoundFile>> = {}): ReadContext {
  return {
    model: { providerId: 'eliza', modelId: 'eliza-1966' },
    file: (name) => Promise.resolve(files[name] ?? null),
  };
}

function branchOf(conversation: Conversation | undefined) {
  if (conversation === undefined) throw new Error('nothing was read');
  return branchTo(conversation, conversation.leafId).map(({ role, parts }) => ({ role, parts }));
}

const message = (role: string, content: object, more: object = {}) => ({
  id: role,
  author: { role },
  create_time: 1_700_000_000.5,
  content,
  metadata: {},
  ...more,
});
const text = (...parts: string[]) => ({ content_type: 'text', parts });

describe('ChatGPT', () => {
  test('is recognised by its mapping alone', () => {
    expect(chatgpt.recognises({ mapping: {} })).toBe(true);
    expect(chatgpt.recognises({ chat_messages: [] })).toBe(false);
    expect(chatgpt.recognises(null)).toBe(false);
  });

  test('is read with hidden nodes left out, instructions, tools, reasoning, sources and files', async () => {
    const read = await chatgpt.read(
      {
        conversation_id: 'c1',
        title: 'A talk',
        create_time: 1_700_000_000,
        update_time: 1_700_000_100,
        current_node: 'answer',
        mapping: {
          root: { parent: null, message: null },
          system: {
            parent: 'root',
            message: message('system', text(''), { weight: 0 }),
          },
          context: {
            parent: 'system',
            message: message(
              'user',
              {
                content_type: 'user_editable_context',
                user_profile: 'I am a baker.',
                user_instructions: 'Be brief.',
              },
              { metadata: { is_visually_hidden_from_conversation: true } },
            ),
          },
          question: {
            parent: 'context',
            message: message(
              'user',
              {
                content_type: 'multimodal_text',
                parts: [{ asset_pointer: 'sediment://file_abc' }, 'What is this?'],
              },
              {
                metadata: {
                  attachments: [
                    { id: 'file_abc', name: 'bread.png' },
                    { id: 'file-gone', name: 'lost.pdf' },
                  ],
                },
              },
            ),
          },
          thinking: {
            parent: 'question',
            message: message('assistant', {
              content_type: 'thoughts',
              thoughts: [{ summary: 'Looking', content: 'It is bread.' }],
            }),
          },
          call: {
            parent: 'thinking',
            message: message(
              'assistant',
              { content_type: 'code', language: 'json', text: '{"q":"bread"}' },
              { recipient: 'web.run' },
            ),
          },
          answer: {
            parent: 'call',
            message: message('assistant', text('Bread\uE200cite\uE202turn0\uE201.'), {
              metadata: {
                model_slug: 'gpt-5',
                content_references: [{ items: [{ url: 'https://example.com/', title: 'Bread' }] }],
              },
            }),
          },
        },
      },
      context({ file_abc: { name: 'file_abc.dat', bytes: png } }),
    );
    expect(read?.missingFiles).toBe(1);
    expect(read?.conversation).toMatchObject({
      title: 'A talk',
      createdAt: 1_700_000_000_000,
      updatedAt: 1_700_000_100_000,
      instructions: 'I am a baker.\n\nBe brief.',
    });
    expect(branchOf(read?.conversation)).toEqual([
      {
        role: 'user',
        parts: [
          { type: 'text', text: 'What is this?' },
          {
            type: 'file',
            name: 'bread.png',
            mediaType: 'image/png',
            data: png.toString('base64'),
          },
          { type: 'text', text: '[lost.pdf]' },
        ],
      },
      {
        role: 'assistant',
        parts: [
          { type: 'reasoning', text: 'Looking\n\nIt is bread.' },
          {
            type: 'tool-call',
            toolCallId: 'assistant',
            toolName: 'web.run',
            input: '{"q":"bread"}',
          },
          { type: 'text', text: 'Bread.' },
          { type: 'source', url: 'https://example.com/', title: 'Bread' },
        ],
      },
    ]);
  });
});

describe('Claude', () => {
  test('is recognised by its messages alone', () => {
    expect(claude.recognises({ chat_messages: [] })).toBe(true);
    expect(claude.recognises({ mapping: {} })).toBe(false);
  });

  test('is read from its blocks, with branches, pasted texts and the names of files', async () => {
    const root = '00000000-0000-4000-8000-000000000000';
    const read = await claude.read(
      {
        uuid: 'u1',
        name: 'A talk',
        created_at: '2026-05-01T10:00:00Z',
        updated_at: '2026-05-01T11:00:00Z',
        current_leaf_message_uuid: 'm2',
        chat_messages: [
          {
            uuid: 'm1',
            sender: 'human',
            parent_message_uuid: root,
            text: '',
            content: [{ type: 'text', text: 'Read this.' }],
            attachments: [{ file_name: '', extracted_content: 'A pasted text' }],
            files: [{ file_name: 'photo.jpg' }],
            created_at: '2026-05-01T10:00:00Z',
          },
          {
            uuid: 'm2',
            sender: 'assistant',
            parent_message_uuid: 'm1',
            text: 'This block is not supported on your current device yet.',
            content: [
              { type: 'thinking', thinking: 'Hm.' },
              {
                type: 'text',
                text: 'Done.',
                citations: [{ url: 'https://example.com', title: 'E' }],
              },
              { type: 'token_budget' },
            ],
            created_at: '2026-05-01T10:00:10Z',
          },
          {
            uuid: 'm3',
            sender: 'assistant',
            parent_message_uuid: 'm1',
            text: 'An older export.',
            created_at: '2026-05-01T10:00:20Z',
          },
        ],
      },
      context(),
    );
    expect(read?.missingFiles).toBe(1);
    expect(Object.keys(read?.conversation.messages ?? {})).toHaveLength(3);
    expect(branchOf(read?.conversation)).toEqual([
      {
        role: 'user',
        parts: [
          { type: 'text', text: 'Read this.' },
          {
            type: 'file',
            name: 'Pasted text.txt',
            mediaType: 'text/plain',
            data: Buffer.from('A pasted text').toString('base64'),
          },
          { type: 'text', text: '[photo.jpg]' },
        ],
      },
      {
        role: 'assistant',
        parts: [
          { type: 'reasoning', text: 'Hm.' },
          { type: 'text', text: 'Done.' },
          { type: 'source', url: 'https://example.com', title: 'E' },
        ],
      },
    ]);
  });
});

test.each([chatgpt, claude])('anything at all is read without a throw ($kind)', async (format) => {
  const junk = [null, 1, 'x', [], {}, { a: [1] }, { role: 5, parts: 'x' }];
  for (const one of junk) {
    for (const other of junk) {
      const mapping = {
        a: { parent: one, message: other },
        b: other,
        c: { message: { author: one, content: other, metadata: one } },
      };
      await format.read({ mapping, title: one, current_node: other }, context());
      await format.read(
        { chat_messages: [one, other, { content: one, sender: other }] },
        context(),
      );
    }
  }
});
