import { z } from 'zod';
import type { StreamEvent } from '#shared/conversation/stream-event.ts';
import type { Frame, FrameDecoder } from '../adapter.ts';
import { createAnswerParts } from '../answer-parts.ts';
import { createBodyReader } from './body.ts';
import { chatbotFailure, chatbotPageFailure } from './failure.ts';
import { optionalText, parseJson } from '../wire.ts';

const answerFrame = z.object({ content: optionalText });

/**
 * The events of one answer: its bare text, or events that carry pieces of it. Neither has an end marker, so that the
 * end of the body is the end of the answer.
 */
export function createChatbotDecoder(): FrameDecoder {
  const parts = createAnswerParts();
  const body = createBodyReader();

  /** Frames that are not JSON are skipped, as the services' own page does. */
  function acceptData(data: string): readonly StreamEvent[] {
    if (data.trim() === '[DONE]') return finish();
    const value = parseJson(data);
    const failure = chatbotFailure(value);
    if (failure !== undefined) return [{ type: 'error', failure }];
    return parts.text(answerFrame.safeParse(value).data?.content ?? '');
  }

  /** An answer that is labelled as JSON is a string or an object with `content`; what reports nothing is the answer itself. */
  function acceptDocument(text: string): readonly StreamEvent[] {
    const value = parseJson(text);
    if (value === undefined) {
      const failure = chatbotPageFailure(text);
      return failure === undefined ? parts.text(text) : [{ type: 'error', failure }];
    }
    const content = typeof value === 'string' ? value : answerFrame.safeParse(value).data?.content;
    if (content !== undefined) return parts.text(content);
    const failure = chatbotFailure(value);
    return failure === undefined ? parts.text(text) : [{ type: 'error', failure }];
  }

  function accept(frame: Frame): readonly StreamEvent[] {
    switch (frame.type) {
      case 'event':
        return acceptData(frame.data);
      case 'document':
        return acceptDocument(frame.text);
      case 'line':
        return [];
      case 'text':
        return body.add(frame.text).flatMap(acceptPiece);
    }
  }

  function acceptPiece(piece: ReturnType<typeof body.add>[number]): readonly StreamEvent[] {
    switch (piece.type) {
      case 'text':
        return parts.text(piece.text);
      case 'data':
        return acceptData(piece.text);
      case 'document':
        return acceptDocument(piece.text);
    }
  }

  function finish(): readonly StreamEvent[] {
    return [...parts.close(), { type: 'finish', reason: 'stop' }];
  }

  return { accept, end: () => [...body.end().flatMap(acceptPiece), ...finish()] };
}
