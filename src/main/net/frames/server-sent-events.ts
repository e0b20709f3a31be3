import { createParser } from 'eventsource-parser';
import type { Frame, FrameCutter, FrameLimit } from './frame.ts';
import { createLineBlocks } from './lines.ts';

/**
 * Server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html), with what services add to them:
 * - a body that is no event stream, or JSON after the last event, becomes one `document` frame at the clean end;
 * - the field `error` with a JSON value (llama.cpp before its pull request 16109) is an event of that name;
 * - an event that only the clean end terminates counts when its data is a whole JSON value or `[DONE]`, since a cut
 *   stream cannot look like that; so do the lines of it that are, for servers that never send an empty line. Everything
 *   else unterminated is dropped, as the standard says.
 */
export function createEventCutter(limit: FrameLimit): FrameCutter {
  const blocks = createLineBlocks(limit);
  const stray = createStrayLines(limit);
  let frames: Frame[] = [];
  let seenEvent = false;
  let ended = false;

  function emit(event: string | undefined, data: string): void {
    const counted = ended ? wholePart(data) : data;
    if (ended && counted === '') return;
    seenEvent = true;
    stray.forget();
    frames.push({ type: 'event', event, data: counted });
  }

  const parser = createParser({
    maxBufferSize: limit.size,
    onEvent: ({ event, data }) => emit(event, data),
    onError: (error) => {
      if (error.type === 'max-buffer-size-exceeded') throw limit.exceeded('an event');
      if (error.type !== 'unknown-field' || error.line === undefined) return;
      if (error.field === 'error' && error.value?.startsWith('{') === true)
        emit('error', error.value);
      else stray.add(error.line, !seenEvent);
    },
  });

  function take(): readonly Frame[] {
    const taken = frames;
    frames = [];
    return taken;
  }

  return {
    add(piece) {
      // The parser receives only whole lines: it drops the beginning of a line that is no field, which may be a document.
      const block = blocks.add(piece);
      if (block === '') return [];
      parser.feed(block);
      return take();
    },
    end() {
      const rest = blocks.rest();
      ended = true;
      if (!isFieldBeginning(rest)) parser.feed(`${rest}\n`);
      parser.feed('\n');
      const text = stray.text();
      if (text !== '' && (!seenEvent || isWhole(text))) frames.push({ type: 'document', text });
      return take();
    },
  };
}

/** Lines since the last event that are no fields of the format, from the first that may begin a document. */
function createStrayLines(limit: FrameLimit) {
  let lines: string[] = [];
  let size = 0;
  return {
    forget(): void {
      if (lines.length === 0) return;
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
