import { createParser } from 'eventsource-parser';
import type { Frame, FrameLimit } from './frame.ts';
import { splitLines } from './lines.ts';

/**
 * Server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html), with what services add to them:
 * - a body that is no event stream, or JSON after the last event, becomes one `document` frame at the clean end;
 * - the field `error` with a JSON value (llama.cpp before its pull request 16109) is an event of that name;
 * - an event that only the clean end terminates counts when its data is a whole JSON value or `[DONE]`, since a cut
 *   stream cannot look like that; so do the lines of it that are, for servers that never send an empty line. Everything
 *   else unterminated is dropped, as the standard says.
 */
export async function* serverSentEvents(
  text: AsyncIterable<string>,
  limit: FrameLimit,
): AsyncIterable<Frame> {
  const reader = createReader(limit);
  for await (const lines of splitLines(text, limit)) {
    for (const line of lines.complete) reader.feed(line);
    if (lines.rest !== null) reader.end(lines.rest);
    yield* reader.take();
  }
}

interface Reader {
  readonly feed: (line: string) => void;
  readonly end: (rest: string) => void;
  readonly take: () => Frame[];
}

function createReader(limit: FrameLimit): Reader {
  let frames: Frame[] = [];
  let seenEvent = false;
  let ended = false;
  const stray = createStrayLines(limit);

  function emit(event: string | undefined, data: string): void {
    const counted = ended ? wholePart(data) : data;
    if (ended && counted === '') return;
    seenEvent = true;
    stray.forget();
    frames.push({ type: 'event', event, data: counted });
  }

  const parser = createParser({
    maxBufferSize: limit.size,
    onEvent: (event) => emit(event.event, event.data),
    onError: (error) => {
      if (error.type === 'max-buffer-size-exceeded') throw limit.exceeded('an event');
      if (error.type !== 'unknown-field' || error.line === undefined) return;
      if (error.field === 'error' && error.value?.startsWith('{') === true)
        emit('error', error.value);
      else stray.add(error.line, !seenEvent);
    },
  });

  return {
    feed: (line) => parser.feed(`${line}\n`),
    end(rest) {
      ended = true;
      if (!isFieldBeginning(rest)) parser.feed(`${rest}\n`);
      parser.feed('\n');
      const text = stray.text();
      if (text !== '' && (!seenEvent || isWhole(text))) frames.push({ type: 'document', text });
    },
    take() {
      const taken = frames;
      frames = [];
      return taken;
    },
  };
}

/** Lines since the last event that are no fields of the format, from the first that may begin a document. */
function createStrayLines(limit: FrameLimit) {
  let lines: string[] = [];
  let size = 0;
  return {
    forget(): void {
      lines = [];
      size = 0;
    },
    add(line: string, anyStart: boolean): void {
      if (lines.length === 0 && !anyStart && !/^\s*[[{]/u.test(line)) return;
      size += line.length + 1;
      if (size > limit.size) throw limit.exceeded('a document');
      lines.push(line);
    },
    text: () => lines.join('\n').replace(/^\uFEFF/u, ''),
  };
}

/** Whether a stream was cut within the name of a field, which is no document. */
function isFieldBeginning(rest: string): boolean {
  return ['data', 'event', 'id', 'retry', 'error'].some((field) => `${field}: `.startsWith(rest));
}

function wholePart(data: string): string {
  if (isWhole(data)) return data;
  const lines = data.split('\n');
  const cut = lines.findIndex((line) => !isWhole(line));
  return lines.slice(0, cut === -1 ? lines.length : cut).join('\n');
}

function isWhole(data: string): boolean {
  if (data === '[DONE]') return true;
  if (!/^\s*[[{]/u.test(data)) return false;
  try {
    JSON.parse(data);
    return true;
  } catch {
    return false;
  }
}
