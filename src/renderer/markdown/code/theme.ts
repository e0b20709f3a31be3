import type { ThemeRegistrationRaw } from 'shiki/core';

/** What a piece of code is; the place in this list is its number on the wire. The first is text of no colour. */
export const codeKinds = [
  'plain',
  'comment',
  'keyword',
  'string',
  'number',
  'function',
  'type',
  'deleted',
  'inserted',
] as const;

type CodeKind = (typeof codeKinds)[number];

const scopes: Readonly<Record<Exclude<CodeKind, 'plain'>, readonly string[]>> = {
  comment: ['comment', 'punctuation.definition.comment', 'meta.diff.header'],
  keyword: [
    'keyword',
    'storage',
    'variable.language',
    'entity.name.tag',
    'markup.heading',
    'support.type.property-name.css',
    'entity.name.section',
  ],
  string: [
    'string',
    'punctuation.definition.string',
    'constant.character.escape',
    'markup.inline.raw',
  ],
  number: ['constant.numeric', 'constant.language', 'constant.other', 'support.constant'],
  function: [
    'entity.name.function',
    'support.function',
    'meta.function-call.generic',
    'entity.name.command',
  ],
  type: [
    'entity.name.type',
    'entity.name.class',
    'entity.other.inherited-class',
    'support.type',
    'support.class',
    'entity.other.attribute-name',
    'meta.object-literal.key',
    'support.type.property-name',
    'punctuation.support.type.property-name',
  ],
  deleted: ['markup.deleted', 'invalid'],
  inserted: ['markup.inserted'],
};

/**
 * A theme whose colours are numbers: the colour of a token names its kind, and the style sheet gives the kind a colour
 * in light, dark and high contrast without highlighting anew.
 */
export const theme: ThemeRegistrationRaw = {
  name: 'kinds',
  type: 'light',
  fg: colorOf('plain'),
  bg: '#ffffff',
  settings: [
    { settings: { foreground: colorOf('plain'), background: '#ffffff' } },
    ...codeKinds
      .filter((kind) => kind !== 'plain')
      .map((kind) => ({ scope: [...scopes[kind]], settings: { foreground: colorOf(kind) } })),
    {
      scope: [
        'keyword.operator',
        'storage.type.function.arrow',
        'punctuation',
        'meta.template.expression',
      ],
      settings: { foreground: colorOf('plain') },
    },
    {
      scope: [
        'keyword.operator.new',
        'keyword.operator.expression',
        'keyword.operator.logical.python',
      ],
      settings: { foreground: colorOf('keyword') },
    },
  ],
};

/** The number of the kind that a token of this colour is. */
export function kindOf(color: string | undefined): number {
  const kind = color === undefined ? 0 : Number.parseInt(color.slice(1), 16);
  return kind < codeKinds.length ? kind : 0;
}

function colorOf(kind: CodeKind): string {
  return `#${codeKinds.indexOf(kind).toString(16).padStart(6, '0')}`;
}
