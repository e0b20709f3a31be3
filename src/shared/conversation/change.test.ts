import { describe, expect, test } from 'vitest';
import { branchTo, childrenByParent, deepestLeaf } from './branch.ts';
import { applyChange } from './change.ts';
import type { ConversationChange } from './change.ts';
import { conversationSchema, findMessage } from './conversation.ts';
import type { AssistantMessage, Conversation, UserMessage } from './conversation.ts';
import type { MessageId } from '#shared/id.ts';
import type { FinishReason } from '#shared/provider/model.ts';
import { applyStreamEvent, isTerminal } from './stream-event.ts';
import type { StreamEvent } from './stream-event.ts';

const SEQUENCES = 200;
const LENGTH = 80;

const seeds = Array.from({ length: SEQUENCES }, (_, seed) => seed);
const model = { providerId: 'p', modelId: 'm' };
const ids = Array.from(
  { length: 12 },
  (_, position) => `msg_${String(position).padStart(20, '0')}` as const,
);
/** Names that every object answers to, and one that nothing has. */
const hostileIds = ['__proto__', 'constructor', 'toString', 'msg_unknown'] as MessageId[];

const empty: Conversation = {
  id: 'conv_00000000000000000000',
  title: '',
  titledBy: 'nobody',
  createdAt: 0,
  updatedAt: 0,
  model,
  instructions: '',
  parameters: {},
  pinned: false,
  trashedAt: null,
  messages: {},
  running: {},
  leafId: null,
};

interface Random {
  readonly below: (limit: number) => number;
  readonly pick: <T>(list: readonly T[]) => T;
}

/** Mulberry32: the same numbers for the same seed. */
function createRandom(seed: number): Random {
  let state = seed + 0x9e3779b9;
  const below = (limit: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
  return {
    below,
    pick: (list) => {
      const picked = list[below(list.length)];
      if (picked === undefined) throw new Error('nothing to pick from');
      return picked;
    },
  };
}

function randomEvent({ below, pick }: Random): StreamEvent {
  const index = below(4);
  const failure = { code: 'internal', message: 'm', retryable: false } as const;
  const counts = { outputTokens: below(9), totalTokens: null, reasoningTokens: null };
  const finish: StreamEvent = {
    type: 'finish',
    reason: pick<FinishReason>(['stop', 'length', 'aborted']),
  };
  return pick<StreamEvent>([
    { type: 'response-start', modelId: pick(['m', 'other']) },
    { type: 'model-switch', model: { providerId: 'q', modelId: pick(['m', 'n']) } },
    { type: 'text-delta', index, delta: pick(['a', 'я', '😀', '']) },
    { type: 'text-delta', index: 0, delta: 'more' },
    { type: 'reasoning-delta', index, delta: 'r' },
    { type: 'tool-input-delta', index, toolCallId: 't', toolName: 'n', delta: '{' },
    { type: 'source', index, url: 'https://example.com', title: 's' },
    { type: 'part-end', index, providerMetadata: { signature: String(below(9)) } },
    { type: 'part-end', index },
    { type: 'usage', inputTokens: below(9), cachedInputTokens: null, ...counts },
    ...(below(4) === 0 ? [finish, { type: 'error' as const, failure }] : []),
  ]);
}

function randomEvents(random: Random): StreamEvent[] {
  return Array.from({ length: random.below(5) }, () => randomEvent(random));
}

function answer(random: Random, id: MessageId, parentId: MessageId): AssistantMessage {
  const status = random.pick(['streaming', 'streaming', 'streaming', 'complete'] as const);
  return { id, role: 'assistant', parentId, createdAt: random.below(50), model, parts: [], status };
}

function question(random: Random, id: MessageId, parentId: MessageId | null): UserMessage {
  const parts = [{ type: 'text' as const, text: 'q' }];
  return { id, role: 'user', parentId, createdAt: random.below(50), parts };
}

/** Any change, sensible or not: taken ids, missing parents, a message below itself, names of Object.prototype. */
function randomChange(random: Random): ConversationChange {
  const { below, pick } = random;
  const anyId = (): MessageId => pick(below(8) === 0 ? hostileIds : ids);
  const messageId = anyId();
  const at = below(1000);
  const parentId = pick([null, anyId(), anyId(), anyId()]);
  return pick<() => ConversationChange>([
    () => ({ type: 'message-added', message: question(random, pick(ids), parentId) }),
    () => ({ type: 'message-started', message: answer(random, pick(ids), anyId()) }),
    () => ({ type: 'message-started', message: answer(random, pick(ids), anyId()) }),
    () => ({ type: 'message-streamed', messageId, events: randomEvents(random), at }),
    () => ({ type: 'message-streamed', messageId: pick(ids), events: randomEvents(random), at }),
    () => ({ type: 'message-resumed', messageId, at }),
    () => ({ type: 'message-interrupted', messageId }),
    () => ({
      type: 'message-measured',
      messageId,
      route: [{ model, durationMs: 1 }],
      timing: { totalMs: 2 },
    }),
    () => ({ type: 'leaf-selected', leafId: messageId }),
    () => ({ type: 'titled', title: String(at), by: pick(['model', 'person']) }),
    () => ({ type: 'configured', instructions: String(at) }),
    () => ({ type: 'configured', fallback: pick([null, [], [model]]) }),
    () => ({ type: 'configured', messages: {}, running: {}, leafId: null }) as ConversationChange,
    () => ({ type: 'pinned', pinned: below(2) === 0 }),
    () => ({ type: 'trashed', at: pick([null, at]) }),
  ])();
}

function randomChanges(seed: number): ConversationChange[] {
  const random = createRandom(seed);
  return Array.from({ length: LENGTH }, () => randomChange(random));
}

/** Writing to what is frozen throws. */
function deepFreeze<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const member of Object.values(value)) deepFreeze(member);
  return value;
}

function allIds(conversation: Conversation): string[] {
  return [...Object.keys(conversation.messages), ...Object.keys(conversation.running)];
}

describe('folding any changes', () => {
  test('from a copy taken anywhere on the way gives what folding all of them gives', () => {
    for (const seed of seeds) {
      const changes = randomChanges(seed);
      const whole = changes.reduce(applyChange, empty);
      const cut = createRandom(seed).below(LENGTH);
      const before = changes.slice(0, cut).reduce(applyChange, empty);
      const after = changes.slice(cut);
      const copies = [structuredClone(before), JSON.parse(JSON.stringify(before)) as Conversation];
      for (const copy of copies) {
        const resumed = after.reduce(applyChange, copy);
        expect(resumed, `seed ${seed}, cut ${cut}`).toStrictEqual(whole);
      }
    }
  });

  test('keeps every branch free of circles and every parent present', () => {
    for (const seed of seeds) {
      const conversation = randomChanges(seed).reduce(applyChange, empty);
      for (const id of allIds(conversation)) {
        const branch = branchTo(conversation, id as MessageId);
        expect(branch.at(-1)?.id).toBe(id);
        expect(branch[0]?.parentId, `seed ${seed}, ${id}`).toBeNull();
        expect(findMessage(conversation, deepestLeaf(conversation, id as MessageId))).toBeDefined();
      }
      const counted = [...childrenByParent(conversation).values()].flat();
      expect(counted).toHaveLength(allIds(conversation).length);
    }
  });

  test('keeps each message in exactly one place, under its own id', () => {
    for (const seed of seeds) {
      const conversation = randomChanges(seed).reduce(applyChange, empty);
      const { messages, running } = conversation;
      expect(new Set(allIds(conversation)).size).toBe(allIds(conversation).length);
      for (const [id, message] of Object.entries(messages)) {
        expect(message.id).toBe(id);
        if (message.role === 'assistant') expect(message.status).not.toBe('streaming');
        expect(findMessage(conversation, id)).toBe(message);
      }
      for (const [id, message] of Object.entries(running)) {
        expect(message.id).toBe(id);
        expect(message.status).toBe('streaming');
        expect(findMessage(conversation, id)).toBe(message);
      }
      for (const id of hostileIds) expect(findMessage(conversation, id)).toBeUndefined();
    }
  });

  test('never loses a message, and shows a leaf that exists', () => {
    for (const seed of seeds) {
      let conversation = empty;
      for (const change of randomChanges(seed)) {
        const next = applyChange(conversation, change);
        for (const id of allIds(conversation)) expect(findMessage(next, id)).toBeDefined();
        if (next.leafId !== null) expect(findMessage(next, next.leafId)).toBeDefined();
        conversation = next;
      }
    }
  });

  test('gives a conversation that its file can be read back from', () => {
    for (const seed of seeds) {
      const conversation = randomChanges(seed).reduce(applyChange, empty);
      expect(conversationSchema.parse(JSON.parse(JSON.stringify(conversation)))).toEqual(
        conversation,
      );
    }
  });

  test('changes nothing of the conversation that it is given', () => {
    for (const seed of seeds) {
      const frozen = randomChanges(seed).reduce(
        (conversation, change) => deepFreeze(applyChange(conversation, change)),
        deepFreeze(empty),
      );
      expect(frozen).toStrictEqual(randomChanges(seed).reduce(applyChange, empty));
    }
  });
});

describe('folding any stream events', () => {
  const started = answer(createRandom(1), ids[0] ?? 'msg_', 'msg_');
  const message: AssistantMessage = { ...started, status: 'streaming' };

  test('ends with the first terminal event, and nothing after it changes anything', () => {
    for (const seed of seeds) {
      const random = createRandom(seed);
      const some = Array.from({ length: LENGTH }, () => randomEvent(random));
      const events: StreamEvent[] = [...some, { type: 'finish', reason: 'stop' }, ...some];
      let current = message;
      let ended: StreamEvent | undefined;
      for (const event of events) {
        const next = applyStreamEvent(current, event);
        if (ended === undefined) {
          if (isTerminal(event)) ended = event;
          expect(next.status === 'streaming').toBe(ended === undefined);
        } else expect(next).toBe(current);
        current = next;
      }
      expect(ended).toBeDefined();
      if (ended?.type === 'finish') expect(current.finishReason).toBe(ended.reason);
      expect(current.status === 'failed').toBe(ended?.type === 'error');
      expect(current.failure !== undefined && current.finishReason !== undefined).toBe(false);
    }
  });

  test('keeps the parts dense and never takes text back', () => {
    for (const seed of seeds) {
      const random = createRandom(seed);
      let current = message;
      for (let step = 0; step < LENGTH; step += 1) {
        const event = randomEvent(random);
        const next = applyStreamEvent(current, event);
        const showsNothing = current.parts.every((part) => 'text' in part && part.text === '');
        const before = event.type === 'model-switch' && showsNothing ? [] : current.parts;
        for (const [position, part] of before.entries()) {
          const grown = next.parts[position];
          expect(grown?.type).toBe(part.type);
          if (part.type === 'text' && grown?.type === 'text') {
            expect(grown.text.startsWith(part.text)).toBe(true);
          }
        }
        expect(Object.keys(next.parts)).toHaveLength(next.parts.length);
        current = next;
      }
    }
  });
});

test('an answer that ended streams on only when it is resumed', () => {
  const [asked, answered] = ids;
  if (asked === undefined || answered === undefined) throw new Error('no ids');
  const changes: ConversationChange[] = [
    { type: 'message-added', message: question(createRandom(0), asked, null) },
    {
      type: 'message-started',
      message: { ...answer(createRandom(0), answered, asked), status: 'streaming' },
    },
  ];
  const stream = (delta: string, at: number): ConversationChange => ({
    type: 'message-streamed',
    messageId: answered,
    at,
    events: [
      { type: 'text-delta', index: 0, delta },
      { type: 'finish', reason: 'length' },
    ],
  });
  const ended = [...changes, stream('one', 1)].reduce(applyChange, empty);
  expect(applyChange(ended, stream(' lost', 2))).toBe(ended);
  const resume: ConversationChange = { type: 'message-resumed', messageId: answered, at: 3 };
  const resumed = [resume, stream(' two', 4)].reduce(applyChange, ended);
  expect(resumed.messages[answered]?.parts).toEqual([{ type: 'text', text: 'one two' }]);
});
