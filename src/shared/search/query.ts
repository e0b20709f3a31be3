import { fold } from './fold.ts';

export const contentKinds = ['code', 'image', 'file'] as const;
export type ContentKind = (typeof contentKinds)[number];

/** What a person wrote into a search field, understood. Words and phrases are folded; all of them have to be in one message. */
export interface SearchQuery {
  /** Folded words and phrases, the longest first. */
  readonly terms: readonly string[];
  readonly role: 'user' | 'assistant' | null;
  readonly has: readonly ContentKind[];
  /** Folded; a part of the model's id is enough. */
  readonly model: string | null;
  /** Milliseconds since the epoch: messages at or after it. */
  readonly after: number | null;
  /** Milliseconds since the epoch: messages before it. */
  readonly before: number | null;
}

/** Nothing is wanted: no words and no filter. */
export function isEmptyQuery(query: SearchQuery): boolean {
  return query.terms.length === 0 && !isFiltered(query);
}

/** Whether only messages can answer, since a title has no role, model, time or content. */
export function isFiltered({ role, has, model, after, before }: SearchQuery): boolean {
  return role !== null || has.length > 0 || model !== null || after !== null || before !== null;
}

/**
 * Words, "phrases" and the filters `role:me|model`, `has:code|image|file`, `model:…`, `after:` and `before:` with a day
 * (`2026-11-21`), a month or a year in local time. A filter that says nothing sensible is searched for as a word.
 */
export function parseQuery(text: string): SearchQuery {
  const found: Writable<SearchQuery> = {
    terms: [],
    role: null,
    has: [],
    model: null,
    after: null,
    before: null,
  };
  const terms = new Set<string>();
  for (const [whole, name, value, phrase] of text.matchAll(token)) {
    if (name !== undefined && applyFilter(found, name.toLowerCase(), unquoted(value ?? '')))
      continue;
    const term = fold(phrase ?? whole).trim();
    if (term !== '') terms.add(term);
  }
  found.terms = [...terms].toSorted((one, other) => other.length - one.length);
  return found;
}

type Writable<Value> = { -readonly [Key in keyof Value]: Value[Key] };

/** A filter, a phrase (whose end may not be written yet), or a word. */
const token = /([A-Za-z]+):("[^"]*"?|[^\s"]+)|"([^"]*)"?|[^\s"]+/gu;

function unquoted(value: string): string {
  return value.replaceAll('"', '');
}

function applyFilter(query: Writable<SearchQuery>, name: string, value: string): boolean {
  switch (name) {
    case 'role': {
      const role = roles[value.toLowerCase()];
      if (role === undefined) return false;
      query.role = role;
      return true;
    }
    case 'has': {
      const kind = contentKinds.find((one) => one === value.toLowerCase());
      if (kind === undefined) return false;
      query.has = [...query.has, kind];
      return true;
    }
    case 'model':
      query.model = fold(value);
      return value !== '';
    case 'after':
    case 'before': {
      const time = timeOf(value);
      if (time === null) return false;
      query[name] = time;
      return true;
    }
    default:
      return false;
  }
}

const roles: Readonly<Record<string, 'user' | 'assistant'>> = {
  me: 'user',
  user: 'user',
  model: 'assistant',
  assistant: 'assistant',
};

/** The start of a day, month or year; `null` for what is none. */
function timeOf(value: string): number | null {
  const match = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/u.exec(value);
  if (match === null) return null;
  const [, year, month = '1', day = '1'] = match;
  const date = new Date(Number(year), Number(month) - 1, Number(day));
  return date.getMonth() === Number(month) - 1 && date.getDate() === Number(day)
    ? date.getTime()
    : null;
}
