import { describe, expect, it } from 'vitest';
import type {
  AssistantMessage,
  AssistantPart,
  Conversation,
  Message,
  UserMessage,
  UserPart,
} from '#shared/conversation/conversation.ts';
import type { MessageId } from '#shared/id.ts';
import { modelCallFor } from './model-call.ts';

const id = (number: number): MessageId => `msg_${String(number).padStart(20, '0')}`;

function question(number: number, ...parts: UserPart[]): UserMessage {
  const parentId = number === 0 ? null : id(number - 1);
  return { id: id(number), role: 'user', parentId, createdAt: number, parts };
}

function answer(
  number: number,
  status: AssistantMessage['status'],
  ...parts: AssistantPart[]
): AssistantMessage {
  const model = { providerId: 'p', modelId: 'm' };
  const base = { id: id(number), role: 'assistant', parentId: id(number - 1) } as const;
  return { ...base, createdAt: number, model, parts, status };
}

const text = (text: string): { type: 'text'; text: string } => ({ type: 'text', text });

function conversationOf(...messages: Message[]): Conversation {
  return {
    id: 'conv_00000000000000000000',
    title: '',
    titledBy: 'nobody',
    createdAt: 0,
    updatedAt: 0,
    model: { providerId: 'p', modelId: 'm' },
    instructions: 'be brief',
    parameters: { temperature: 0.5 },
    pinned: false,
    trashedAt: null,
    messages: Object.fromEntries(messages.map((message) => [message.id, message])),
    running: {},
    leafId: messages.at(-1)?.id ?? null,
  };
}

function turnsOf(...messages: Message[]): readonly unknown[] {
  const conversation = conversationOf(...messages);
  return modelCallFor(conversation, id(messages.length - 1), 'm').turns;
}

describe('the call of a model', () => {
  it('carries the branch with instructions and parameters, and no id of ours', () => {
    const conversation = conversationOf(
      question(0, text('a')),
      answer(1, 'complete', text('b')),
      question(2, text('c')),
    );
    const call = modelCallFor(conversation, id(2), 'model');
    expect(call).toMatchObject({
      modelId: 'model',
      instructions: 'be brief',
      parameters: { temperature: 0.5 },
      stream: true,
    });
    expect(call.turns).toEqual([
      { role: 'user', text: 'a', files: [] },
      { role: 'assistant', text: 'b', reasoning: [] },
      { role: 'user', text: 'c', files: [] },
    ]);
    expect(JSON.stringify(call)).not.toContain('conv_');
  });

  it('ends at its leaf, whatever else the conversation holds', () => {
    const conversation = conversationOf(
      question(0, text('a')),
      answer(1, 'complete', text('b')),
      question(2, text('c')),
    );
    expect(modelCallFor(conversation, id(0), 'm').turns).toHaveLength(1);
  });

  it.each(['interrupted', 'failed', 'aborted'] as const)('has what a %s answer had', (status) => {
    const turns = turnsOf(
      question(0, text('a')),
      answer(1, status, text('half')),
      question(2, text('b')),
    );
    expect(turns).toMatchObject([
      { text: 'a' },
      { role: 'assistant', text: 'half' },
      { text: 'b' },
    ]);
  });

  it('leaves out an answer without text and joins the questions that meet', () => {
    const file = { type: 'file', name: 'f', mediaType: 'text/plain', data: '' } as const;
    const turns = turnsOf(
      question(0, text('a'), file),
      answer(1, 'failed', { type: 'reasoning', text: 'hm' }),
      question(2, text('b')),
    );
    expect(turns).toEqual([{ role: 'user', text: 'a\n\nb', files: [file] }]);
  });

  it('brings reasoning back with what the provider attached to it', () => {
    const providerMetadata = { signature: 'x' };
    const turns = turnsOf(
      question(0, text('a')),
      answer(
        1,
        'complete',
        { type: 'reasoning', text: 'hm', providerMetadata },
        { type: 'reasoning', text: 'so' },
        text('b'),
      ),
    );
    expect(turns[1]).toEqual({
      role: 'assistant',
      text: 'b',
      reasoning: [{ text: 'hm', providerMetadata }, { text: 'so' }],
    });
  });
});
