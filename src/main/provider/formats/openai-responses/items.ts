import type { StreamEvent } from '#shared/conversation/stream-event.ts';
import { partEnd } from '../answer-parts.ts';
import type { AnswerParts } from '../answer-parts.ts';
import type { ResponseItem } from './schema.ts';

type Events = readonly StreamEvent[];

/** Where an event belongs. */
interface Place {
  readonly output_index?: number | undefined;
  readonly item_id?: string | undefined;
}

/** Sections count the parts of a summary, or of the full text: each is a paragraph. */
interface ReasoningSection {
  readonly kind: string;
  readonly section: number;
}

/** What is kept of an output item. */
interface OutputItem {
  /** The part of its text or reasoning, once there is some. */
  index: number | undefined;
  call: ToolCall | undefined;
  /** Summary and full text of the same reasoning are never both shown: the first to come stays. */
  reasoningKind: string | undefined;
  reasoningSection: number;
}

interface ToolCall {
  readonly toolCallId: string;
  readonly toolName: string;
  input: string;
  isTold: boolean;
}

/**
 * The output items of one response, each a part of the answer; those of server tools are none. A tool call is told when
 * its item ends, so that half of one is none.
 */
export function createResponseItems(parts: AnswerParts) {
  const places = createPlaces();
  let calls = 0;
  let hasImage = false;

  function add(place: Place, added: ResponseItem): Events {
    const { item, position } = places.find({ ...place, item_id: added.id });
    if (added.type !== 'function_call' && added.type !== 'custom_tool_call') return [];
    const { call_id: toolCallId = item.call?.toolCallId ?? `call_${position}` } = added;
    const { name: toolName = item.call?.toolName ?? '' } = added;
    const { input = '', isTold = false } = item.call ?? {};
    item.call = { toolCallId, toolName, input, isTold };
    return [];
  }

  function text(place: Place, delta: string): Events {
    if (delta === '') return [];
    const { item } = places.find(place);
    item.index ??= parts.claim();
    return [{ type: 'text-delta', index: item.index, delta }];
  }

  function reasoning(place: Place, { kind, section }: ReasoningSection, delta: string): Events {
    if (delta === '') return [];
    const { item } = places.find(place);
    item.reasoningKind ??= kind;
    if (item.reasoningKind !== kind) return [];
    const separator = item.index !== undefined && section !== item.reasoningSection ? '\n\n' : '';
    item.reasoningSection = section;
    item.index ??= parts.claim();
    return [{ type: 'reasoning-delta', index: item.index, delta: separator + delta }];
  }

  function input(place: Place, delta: string): Events {
    const { call } = places.find(place).item;
    if (call !== undefined) call.input += delta;
    return [];
  }

  /** Input that comes whole counts where no piece of it came before. */
  function wholeInput(place: Place, whole: string): Events {
    const { call } = places.find(place).item;
    return call?.input === '' ? input(place, whole) : [];
  }

  function tell(call: ToolCall): Events {
    if (call.isTold) return [];
    call.isTold = true;
    calls += 1;
    const { toolCallId, toolName } = call;
    return parts.toolCall({ toolCallId, toolName, input: call.input });
  }

  function end(place: Place, done: ResponseItem): Events {
    add(place, done);
    hasImage ||= done.type === 'image_generation_call';
    const at = { ...place, item_id: done.id };
    const { call, index } = places.find(at).item;
    if (call !== undefined) {
      wholeInput(at, typeof done.input === 'string' ? done.input : (done.arguments ?? ''));
      return tell(call);
    }
    const metadata = keptOf(done);
    const sources = sourcesOf(parts, done);
    if (index !== undefined) return [...sources, partEnd(index, metadata)];
    return metadata === undefined ? sources : parts.hiddenReasoning(metadata);
  }

  /** What a response that is complete has left open: some gateways end no items. */
  function endAll(): Events {
    return places.all().flatMap(({ call }) => (call === undefined ? [] : tell(call)));
  }

  return {
    add,
    text,
    reasoning,
    input,
    wholeInput,
    end,
    endAll,
    hasCalls: () => calls > 0,
    hasImage: () => hasImage,
  };
}

export type ResponseItems = ReturnType<typeof createResponseItems>;

/** An item of a response that was not streamed. */
export function wholeItem(items: ResponseItems, output_index: number, item: ResponseItem): Events {
  const place = { output_index };
  const summary = (item.summary ?? []).flatMap(({ text = '' }, section) =>
    items.reasoning(place, { kind: 'summary', section }, text),
  );
  const content = (item.content ?? []).flatMap(({ text, refusal = '' }, section) =>
    item.type === 'reasoning'
      ? items.reasoning(place, { kind: 'text', section }, text ?? '')
      : items.text(place, text ?? refusal),
  );
  return [...summary, ...content, ...items.end(place, item)];
}

/** Finds items by their position; without one by their id; without both it is the latest. */
function createPlaces() {
  const items = new Map<number, OutputItem>();
  const positions = new Map<string, number>();
  let latest = 0;

  function find({ output_index, item_id }: Place) {
    latest = output_index ?? positions.get(item_id ?? '') ?? latest;
    if (item_id !== undefined) positions.set(item_id, latest);
    let item = items.get(latest);
    if (item === undefined) {
      item = { index: undefined, call: undefined, reasoningKind: undefined, reasoningSection: 0 };
      items.set(latest, item);
    }
    return { item, position: latest };
  }

  return { find, all: () => [...items.values()] };
}

function sourcesOf(parts: AnswerParts, { content = [] }: ResponseItem): Events {
  return content
    .flatMap(({ annotations = [] }) => annotations)
    .flatMap(({ url = '', title }) => parts.source(url, title));
}

/** What the next turn sends back of a reasoning item. */
function keptOf(item: ResponseItem): Record<string, unknown> | undefined {
  const { type, id, encrypted_content: encryptedContent } = item;
  if (type !== 'reasoning' || encryptedContent === undefined) return undefined;
  return { 'openai-responses': { ...(id !== undefined && { id }), encryptedContent } };
}
