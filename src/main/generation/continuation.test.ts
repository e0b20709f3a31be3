import { describe, expect, it } from 'vitest';
import type { AssistantMessage, AssistantPart } from '#shared/conversation/conversation.ts';
import type { Usage } from '#shared/provider/model.ts';
import { applyStreamEvent } from '#shared/conversation/stream-event.ts';
import type { StreamEvent } from '#shared/conversation/stream-event.ts';
import { createContinuation } from './continuation.ts';

function continued(parts: AssistantPart[], events: StreamEvent[], usage?: Usage): AssistantMessage {
  const message: AssistantMessage = {
    id: 'msg_00000000000000000001',
    role: 'assistant',
    parentId: 'msg_00000000000000000000',
    createdAt: 0,
    model: { providerId: 'p', modelId: 'm' },
    parts,
    status: 'streaming',
    ...(usage !== undefined && { usage }),
  };
  return events.map(createContinuation(message)).reduce(applyStreamEvent, message);
}

const text = (delta: string, index: number): StreamEvent => ({ type: 'text-delta', index, delta });
const reasoning = (delta: string, index: number): StreamEvent => {
  return { type: 'reasoning-delta', index, delta };
};

describe('a continued answer', () => {
  it('flows on in its last text', () => {
    const message = continued(
      [{ type: 'text', text: 'one, ' }],
      [text('two, ', 0), text('three', 0)],
    );
    expect(message.parts).toEqual([{ type: 'text', text: 'one, two, three' }]);
  });

  it('opens every other part behind those that it has', () => {
    const message = continued(
      [
        { type: 'reasoning', text: 'hm' },
        { type: 'text', text: 'one, ' },
      ],
      [
        reasoning('well', 0),
        text('two', 1),
        text('!', 2),
        text('?', 1),
        { type: 'part-end', index: 1 },
      ],
    );
    expect(message.parts).toEqual([
      { type: 'reasoning', text: 'hm' },
      { type: 'text', text: 'one, two?' },
      { type: 'reasoning', text: 'well' },
      { type: 'text', text: '!' },
    ]);
  });

  it('begins a text of its own where the last part is none', () => {
    const message = continued([{ type: 'reasoning', text: 'hm' }], [text('one', 0)]);
    expect(message.parts).toEqual([
      { type: 'reasoning', text: 'hm' },
      { type: 'text', text: 'one' },
    ]);
  });

  it('counts the usage of both runs', () => {
    const nothing = { reasoningTokens: null, cachedInputTokens: null };
    const first = { inputTokens: 10, outputTokens: 5, totalTokens: 15, ...nothing };
    const second = { ...first, reasoningTokens: 2 };
    const message = continued([], [{ type: 'usage', ...second }], first);
    expect(message.usage).toEqual({
      inputTokens: 20,
      outputTokens: 10,
      totalTokens: 30,
      reasoningTokens: 2,
      cachedInputTokens: null,
    });
  });
});
