import { parseJson } from '../wire.ts';

/**
 * The elements of a JSON array of objects that was cut off: those that are whole. Without `alt=sse` the service streams
 * one array, and what came before the cut counts. Empty for anything else.
 */
export function wholeElements(text: string): readonly unknown[] {
  const elements: unknown[] = [];
  let depth = 0;
  let start = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (inString) {
      if (character === '\\') at += 1;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{' || character === '[') {
      depth += 1;
      if (depth === 2) start = at;
    } else if (character === '}' || character === ']') {
      depth -= 1;
      if (depth !== 1) continue;
      const element = parseJson(text.slice(start, at + 1));
      if (element === undefined) return elements;
      elements.push(element);
    }
  }
  return elements;
}
