import { expect, test } from 'vitest';
import { applyChange } from '#shared/conversation/change.ts';
import type { Conversation } from '#shared/conversation/conversation.ts';
import { createId } from '#shared/id.ts';
import { newConversation } from './loading.ts';
import { NOW, model } from './testing/library.ts';
import { cleanTitle, fallbackTitle, titlePrompt } from './title.ts';

/** A conversation of one turn. */
function conversationOf(question: string, answer: string): Conversation {
  const [asked, answered] = [createId('msg'), createId('msg')];
  const base = { createdAt: NOW };
  return [
    {
      type: 'message-added' as const,
      message: {
        ...base,
        id: asked,
        role: 'user' as const,
        parentId: null,
        parts: [{ type: 'text' as const, text: question }],
      },
    },
    {
      type: 'message-started' as const,
      message: {
        ...base,
        id: answered,
        role: 'assistant' as const,
        parentId: asked,
        model,
        parts: [{ type: 'text' as const, text: answer }],
        status: 'complete' as const,
      },
    },
  ].reduce(applyChange, newConversation(model, NOW));
}

test.each([
  ['Sourdough basics', 'Sourdough basics'],
  ['"Sourdough basics."', 'Sourdough basics'],
  ['**Title:** Sourdough basics', 'Sourdough basics'],
  ['Title: "Sourdough basics"\n\nI chose this because …', 'Sourdough basics'],
  ['# Sourdough   basics\u202E', 'Sourdough basics'],
  ['<think>The user bakes.</think>\n\nSourdough basics', 'Sourdough basics'],
  ['Название: «Хлеб на закваске»', 'Хлеб на закваске'],
  ['「サワードウの基本」', 'サワードウの基本'],
  ['C++ or Rust?', 'C++ or Rust?'],
])('a title is found in %j', (answer, title) => {
  expect(cleanTitle(answer)).toBe(title);
});

test.each(['', '\n\n', '…', '<think>never closed', '**'])('%j holds no title', (answer) => {
  expect(cleanTitle(answer)).toBeNull();
});

test('a row of asterisks within a title costs no time', () => {
  expect(cleanTitle(`a${'*'.repeat(60)}b`)).toBe(`a${'*'.repeat(59)}…`);
});

test('an essay is no title, and a long title is cut between words', () => {
  expect(cleanTitle('word '.repeat(100))).toBeNull();
  const long = 'A fairly long title that a talkative model thought would be a good one';
  const title = cleanTitle(long) ?? '';
  expect(title.length).toBeLessThanOrEqual(61);
  expect(title).toMatch(/^A fairly long title .*[a-z]…$/);
  expect(long.startsWith(`${title.slice(0, -1)} `)).toBe(true);
});

test('the fallback is the first words of the first question, without cutting a character', () => {
  expect(fallbackTitle(conversationOf('  How do\n\nI bake? ', 'Slowly.'))).toBe('How do I bake?');
  const family = '👨‍👩‍👧‍👦';
  expect(fallbackTitle(conversationOf(family.repeat(100), ''))).toBe(`${family.repeat(60)}…`);
  expect(fallbackTitle(conversationOf(' \n', ''))).toBeNull();
  expect(fallbackTitle(newConversation(model, NOW))).toBeNull();
});

test('the prompt quotes the beginning of the turn, and there is none without a question', () => {
  const prompt = titlePrompt(conversationOf('How do I bake?', 'x'.repeat(100_000)));
  expect(prompt).toContain('<question>\nHow do I bake?\n</question>');
  expect(prompt?.length).toBeLessThan(2000);
  expect(titlePrompt(conversationOf('', 'Hello'))).toBeNull();
});
