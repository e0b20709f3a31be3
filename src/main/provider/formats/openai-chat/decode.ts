import type { Failure } from '#shared/failure.ts';
import { isTerminal } from '#shared/conversation/stream-event.ts';
import type { StreamEvent } from '#shared/conversation/stream-event.ts';
import type { Frame, FrameDecoder, ReadingRules } from '../adapter.ts';
import { createChatAnswer } from './answer.ts';
import type { ChatAnswer } from './answer.ts';
import { captchaFailureOf, chatFailureOf } from './failure.ts';
import { readChatChunk } from './chunk.ts';
import { malformedFailure, pageFailure } from '../read-failure.ts';
import { parseJson } from '../wire.ts';

/**
 * The events of one answer. `finish` waits for `[DONE]` or the end of the frames, since usage and citations come after the
 * chunk with the reason; when the frames break after that chunk, the answer is whole all the same.
 */
export function createChatDecoder(rules: ReadingRules = {}): FrameDecoder {
  const answer = createChatAnswer();
  const reading = { answer, rules };
  const end = (): readonly StreamEvent[] =>
    answer.isFinished() ? answer.finish() : answer.flush();
  return {
    accept: (frame) => acceptFrame(reading, frame),
    end,
    broken: end,
    isFinished: answer.isFinished,
  };
}

interface Reading {
  readonly answer: ChatAnswer;
  readonly rules: ReadingRules;
}

function acceptFrame(reading: Reading, frame: Frame): readonly StreamEvent[] {
  switch (frame.type) {
    case 'event':
      return acceptEvent(reading, frame.event, frame.data);
    case 'document':
      return acceptDocument(reading, frame.text);
    case 'line':
    case 'text':
      return [];
  }
}

function acceptEvent(
  reading: Reading,
  name: string | undefined,
  data: string,
): readonly StreamEvent[] {
  const { answer, rules } = reading;
  if (data === '[DONE]') return answer.finish();
  const value = parseJson(data);
  if (name === 'error') {
    const failure = chatFailureOf(value === undefined ? data : value, { certain: true, rules });
    return failure === undefined ? [] : fail(answer, failure);
  }
  if (value !== undefined) return acceptValue(reading, value);
  const captcha = captchaFailureOf(data);
  if (captcha !== undefined) return fail(answer, captcha);
  if (data.trim() === '' || (name !== undefined && name !== 'message')) return [];
  return acceptLines(reading, data);
}

/** Servers that end their events with one line end instead of two: the format joins them into one event. */
function acceptLines(reading: Reading, data: string): readonly StreamEvent[] {
  const { answer } = reading;
  const lines = data.split('\n');
  const isDone = lines.at(-1) === '[DONE]';
  const values = (isDone ? lines.slice(0, -1) : lines).map(parseJson);
  if (values.length === 0 || values.includes(undefined)) return fail(answer, brokenJson());
  const events: StreamEvent[] = [];
  for (const value of values) {
    events.push(...acceptValue(reading, value));
    if (events.some(isTerminal)) return events;
  }
  return isDone ? [...events, ...answer.finish()] : events;
}

function acceptValue({ answer, rules }: Reading, value: unknown): readonly StreamEvent[] {
  const failure = chatFailureOf(value, { certain: false, rules });
  if (failure !== undefined) return fail(answer, failure);
  const chunk = readChatChunk(value);
  return chunk === undefined ? [] : answer.add(chunk);
}

function acceptDocument(reading: Reading, text: string): readonly StreamEvent[] {
  const { answer, rules } = reading;
  const value = parseJson(text);
  if (value === undefined)
    return fail(answer, text.trim() === '' ? brokenJson() : pageFailure(text));
  const wasEmpty = answer.isEmpty();
  const events = acceptValue(reading, value);
  if (events.some(isTerminal) || !wasEmpty || answer.isFinished()) return events;
  if (has(value, 'choices')) return [...events, ...answer.finish()];
  const failure = chatFailureOf(value, {
    certain: has(value, 'message') || has(value, 'msg'),
    rules,
  });
  return fail(answer, failure ?? malformedFailure('the document is no completion'));
}

function has(value: unknown, field: string): boolean {
  return typeof value === 'object' && value !== null && field in value;
}

function fail(answer: ChatAnswer, failure: Failure): readonly StreamEvent[] {
  return [...answer.flush(), { type: 'error', failure }];
}

function brokenJson(): Failure {
  return malformedFailure('an event of the stream is not valid JSON');
}
