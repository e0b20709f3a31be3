import { describe, expect, test } from 'vitest';
import { branchTo } from '#shared/conversation/branch.ts';
import { conversationSchema, textOf } from '#shared/conversation/conversation.ts';
import type { Conversation } from '#shared/conversation/conversation.ts';
import { toConversation } from './tree.ts';
import type { SourceNode } from './tree.ts';

const model = { providerId: 'eliza', modelId: 'eliza-1966' };

function node(id: string, parentId: string | null, role: 'user' | 'assistant'): SourceNode {
  const part = { type: 'text' as const, text: id };
  return {
    id,
    parentId,
    role,
    createdAt: null,
    userParts: role === 'user' ? [part] : [],
    answerParts: role === 'assistant' ? [part] : [],
    modelId: role === 'assistant' ? 'gpt' : null,
  };
}

function convert(nodes: readonly SourceNode[], leafId: string | null = null): Conversation | null {
  return toConversation({
    source: 'chatgpt',
    id: 'c',
    title: 'Title',
    createdAt: 1000,
    updatedAt: 2000,
    instructions: '',
    pinned: false,
    leafId,
    nodes,
    model,
  });
}

function shown(conversation: Conversation | null): readonly string[] {
  if (conversation === null) return [];
  return branchTo(conversation, conversation.leafId).map(
    (message) => `${message.role}: ${textOf(message).replaceAll('\n\n', '+')}`,
  );
}

describe('somebody else’s tree', () => {
  test('keeps questions and answers in order', () => {
    const nodes = [node('q', null, 'user'), node('a', 'q', 'assistant'), node('r', 'a', 'user')];
    expect(shown(convert(nodes))).toEqual(['user: q', 'assistant: a', 'user: r']);
  });

  test('makes one answer of the steps between two questions', () => {
    const nodes = [
      node('q', null, 'user'),
      node('think', 'q', 'assistant'),
      node('tool', 'think', 'assistant'),
      node('say', 'tool', 'assistant'),
      node('next', 'say', 'user'),
    ];
    expect(shown(convert(nodes))).toEqual(['user: q', 'assistant: think+tool+say', 'user: next']);
  });

  test('makes siblings of steps that fork, and shows the branch that was shown', () => {
    const nodes = [
      node('q', null, 'user'),
      node('think', 'q', 'assistant'),
      node('one', 'think', 'assistant'),
      node('other', 'think', 'assistant'),
    ];
    const conversation = convert(nodes, 'one');
    expect(shown(conversation)).toEqual(['user: q', 'assistant: think+one']);
    expect(Object.keys(conversation?.messages ?? {})).toHaveLength(3);
  });

  test('gives an answer without a question one', () => {
    expect(shown(convert([node('a', null, 'assistant')]))).toEqual(['user: …', 'assistant: a']);
  });

  test('takes a node whose parent is missing for a root', () => {
    expect(shown(convert([node('q', 'gone', 'user')]))).toEqual(['user: q']);
  });

  test('cuts circles and loses nothing', () => {
    const nodes = [
      node('q', null, 'user'),
      node('a', 'b', 'user'),
      node('b', 'a', 'assistant'),
      node('c', 'c', 'user'),
    ];
    const texts = Object.values(convert(nodes)?.messages ?? {}).map(textOf);
    expect(texts.toSorted()).toEqual(['a', 'b', 'c', 'q']);
  });

  test('has the same ids each time, and is a valid conversation', () => {
    const nodes = [node('q', null, 'user'), node('a', 'q', 'assistant')];
    const conversation = convert(nodes);
    expect(convert(nodes)).toEqual(conversation);
    expect(conversationSchema.parse(conversation)).toEqual(conversation);
  });

  test('is nothing without nodes', () => {
    expect(convert([])).toBeNull();
  });

  test('takes chains of ten thousand steps', () => {
    const nodes = Array.from({ length: 10_000 }, (_, at) =>
      node(`n${at}`, at === 0 ? null : `n${at - 1}`, at === 0 ? 'user' : 'assistant'),
    );
    expect(Object.keys(convert(nodes)?.messages ?? {})).toHaveLength(2);
  });
});
