/** A piece of a body: text of the answer, the data of one event, or a whole page or error. */
export interface BodyPiece {
  readonly type: 'text' | 'data' | 'document';
  readonly text: string;
}

type Kind = 'undecided' | 'text' | 'events' | 'document';

/** How a body begins that is not the bare text of an answer. */
const openings: readonly (readonly [string, Kind])[] = [
  ['data:{', 'events'],
  ['data: {', 'events'],
  ['<!doctype html', 'document'],
  ['<html', 'document'],
  ['{"error":true', 'document'],
  ['{"error":{', 'document'],
];

/**
 * Tells by its first characters what a body without a content type is, and cuts it accordingly. Bare text passes at
 * once, except for the first characters while they may still be one of the openings.
 * A page may be an answer too: only one that asks for a proof of being human, or that carries the marks of the
 * services' own error page, counts as `document`; any other comes as text, at the end.
 */
export function createBodyReader() {
  let kind: Kind = 'undecided';
  let held = '';

  function add(text: string): readonly BodyPiece[] {
    held += text;
    if (kind === 'undecided') {
      held = held.replace(/^\uFEFF/, '');
      kind = kindOf(held);
    }
    switch (kind) {
      case 'undecided':
      case 'document':
        return [];
      case 'text':
        return take('text');
      case 'events':
        return takeEvents();
    }
  }

  function take(type: BodyPiece['type']): readonly BodyPiece[] {
    const text = held;
    held = '';
    return text === '' ? [] : [{ type, text }];
  }

  function takeEvents(): readonly BodyPiece[] {
    const lines = held.split(/\r\n|\n|\r(?!$)/);
    held = lines.pop() ?? '';
    return lines.flatMap(dataOf);
  }

  function end(): readonly BodyPiece[] {
    switch (kind) {
      case 'undecided':
      case 'text':
        return take('text');
      case 'events': {
        const rest = dataOf(held.replace(/\r$/, ''));
        held = '';
        return rest;
      }
      case 'document':
        return take(isAnswer(held) ? 'text' : 'document');
    }
  }

  return { add, end };
}

function kindOf(held: string): Kind {
  const start = held.trimStart().toLowerCase();
  for (const [opening, kind] of openings) if (start.startsWith(opening)) return kind;
  return openings.some(([opening]) => opening.startsWith(start)) ? 'undecided' : 'text';
}

function dataOf(line: string): readonly BodyPiece[] {
  const data = /^data: ?(.*)$/s.exec(line)?.[1];
  return data === undefined ? [] : [{ type: 'data', text: data }];
}

function isAnswer(body: string): boolean {
  return (
    body.trimStart().startsWith('<') &&
    !/coupert-item=|captcha|turnstile|just a moment|attention required|verify you are human/i.test(
      body,
    )
  );
}
