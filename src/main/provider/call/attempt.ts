import { isTerminal, isVisible } from '#shared/conversation/stream-event.ts';
import type { StreamEvent } from '#shared/conversation/stream-event.ts';
import type { Http, NetResponse } from '../../net/http.ts';
import type { FrameDecoder, ModelCall } from '../formats/adapter.ts';
import { decodeFrames } from '../formats/decode-frames.ts';
import type { Clock } from './clock.ts';
import { emptyResponse } from './empty-response.ts';
import { noticeDocuments, paced } from './pace.ts';
import { sendToProvider } from './request.ts';
import type { ProviderAccess, RequestTarget } from './access.ts';
import { withoutAdverts } from './adverts.ts';

/** A call before what the row says joined it. */
export interface ProviderCall extends Omit<
  ModelCall,
  'bodyDefaults' | 'bodyOrder' | 'modelFields'
> {
  /** Leave out the oldest turns where the conversation is too long for the model. */
  readonly trim?: boolean;
}

/** Sent to a model whose own answer is the last turn: no wire format promises that it continues without being asked. */
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
): AsyncGenerator<readonly StreamEvent[]> {
  const { adapter, definition } = access;
  const request = adapter.encode({
    ...call,
    turns: withContinuation(call.turns),
    bodyDefaults: definition.bodyDefaults ?? {},
    ...(definition.bodyOrder !== undefined && { bodyOrder: definition.bodyOrder }),
    modelFields: definition.modelFields?.[call.modelId] ?? {},
  });
  const response = await sendToProvider(http, access, request, target);
  const { decoder, isDocument } = noticeDocuments(adapter.createDecoder(definition));
  const frames = response.frames(adapter.framing);
  let batches = decodeFrames(frames, hurriedAtItsEnd(decoder, response.endWithin));
  if (definition.adverts !== undefined) batches = withoutAdverts(batches, definition.adverts);
  if (access.baseUrls.length > 1) batches = withEmptyAsFailure(batches);
  if (call.stream) batches = paced(batches, { isWhole: isDocument, clock, signal: target.signal });
  yield* batches;
}

/** Usage comes within moments of the last word; connections that stay open after it are not waited for. */
const AFTER_LAST_WORD_MS = 2000;

/** The same decoder; as soon as it knows why the answer ended, what is left of it has a few seconds, again after each frame. */
function hurriedAtItsEnd(decoder: FrameDecoder, endWithin: NetResponse['endWithin']): FrameDecoder {
  const { isFinished } = decoder;
  if (isFinished === undefined) return decoder;
  return {
    ...decoder,
    accept: (frame) => {
      const events = decoder.accept(frame);
      if (isFinished()) endWithin(AFTER_LAST_WORD_MS);
      return events;
    },
  };
}

function withContinuation(turns: ModelCall['turns']): ModelCall['turns'] {
  if (turns.at(-1)?.role !== 'assistant') return turns;
  return [...turns, { role: 'user', text: CONTINUATION, files: [] }];
}

async function* withEmptyAsFailure(
  batches: AsyncIterable<readonly StreamEvent[]>,
): AsyncGenerator<readonly StreamEvent[]> {
  const failed: StreamEvent = { type: 'error', failure: emptyResponse };
  let visible = false;
  let ended = false;
  for await (const events of batches) {
    visible ||= events.some(isVisible);
    const last = events.at(-1);
    ended ||= last !== undefined && isTerminal(last);
    const isEmpty =
      last?.type === 'finish' &&
      !visible &&
      last.reason !== 'content-filter' &&
      last.withheld === undefined;
    yield isEmpty ? [...events.slice(0, -1), failed] : events;
  }
  if (!visible && !ended) yield [failed];
}
