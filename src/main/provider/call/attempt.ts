import type { Failure } from '#shared/failure.ts';
import { isTerminal, isVisible } from '#shared/conversation/stream-event.ts';
import type { StreamEvent } from '#shared/conversation/stream-event.ts';
import type { Http } from '../../net/http.ts';
import type { ModelCall } from '../formats/adapter.ts';
import type { Clock } from './clock.ts';
import { noticeDocuments, paced } from './pace.ts';
import { sendToProvider } from './request.ts';
import type { ProviderAccess, RequestTarget } from './request.ts';
import { withoutTrailers } from './adverts.ts';

/** A call before what the row says joined it. */
export interface ProviderCall extends Omit<
  ModelCall,
  'bodyDefaults' | 'bodyOrder' | 'modelFields'
> {
  /** Leave out the oldest turns where the conversation is too long for the model. */
  readonly trim?: boolean;
}

/** Asked of a model whose own answer is the last turn: no wire format promises that it would write on by itself. */
const CONTINUATION =
  'Continue your last message exactly where it stops, even in the middle of a word. Repeat nothing and add no introduction.';

/**
 * One try at one server: without the adverts of the row, in pieces when a stream was asked for and a document came, and
 * with an answer without content as the failure that it is where another server may have one.
 */
export async function* streamAttempt(
  { http, clock }: { readonly http: Http; readonly clock: Clock },
  access: ProviderAccess,
  call: ProviderCall,
  target: RequestTarget,
): AsyncGenerator<StreamEvent> {
  const { adapter, definition } = access;
  const request = adapter.encode({
    ...call,
    turns: withContinuation(call.turns),
    bodyDefaults: definition.bodyDefaults ?? {},
    ...(definition.bodyOrder !== undefined && { bodyOrder: definition.bodyOrder }),
    modelFields: definition.modelFields?.[call.modelId] ?? {},
  });
  const response = await sendToProvider(http, access, request, target);
  const { frames, isDocument } = noticeDocuments(response.frames(adapter.framing));
  let events: AsyncIterable<StreamEvent> = adapter.decode(frames, definition);
  if (definition.trailers !== undefined) events = withoutTrailers(events, definition.trailers);
  if (access.baseUrls.length > 1) events = withEmptyAsFailure(events);
  if (call.stream) events = paced(events, { isWhole: isDocument, clock, signal: target.signal });
  yield* events;
}

function withContinuation(turns: ModelCall['turns']): ModelCall['turns'] {
  if (turns.at(-1)?.role !== 'assistant') return turns;
  return [...turns, { role: 'user', text: CONTINUATION, files: [] }];
}

async function* withEmptyAsFailure(
  events: AsyncIterable<StreamEvent>,
): AsyncGenerator<StreamEvent> {
  let visible = false;
  let ended = false;
  for await (const event of events) {
    visible ||= isVisible(event);
    ended ||= isTerminal(event);
    const isEmpty =
      event.type === 'finish' &&
      !visible &&
      event.reason !== 'content-filter' &&
      event.withheld === undefined;
    yield isEmpty ? { type: 'error', failure: emptyAnswer } : event;
  }
  if (!visible && !ended) yield { type: 'error', failure: emptyAnswer };
}

const emptyAnswer: Failure = {
  code: 'empty-response',
  message: 'Cannot show an answer: the server sent none. Try again, or choose another model.',
  retryable: true,
};
