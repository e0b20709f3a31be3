import {
  fixedSentences,
  preciseNames,
  sentences,
  statusMeanings,
  vagueNames,
} from '../../src/main/provider/formats/failure/order.ts';

/** What outweighs what in a refusal, as Markdown, out of the tables that decide it. */
export function failureOrder(): string {
  const statuses = statusMeanings.map(({ statuses: of, code, room }) => [
    of.join(', '),
    code,
    room,
  ]);
  const others = [
    ['any other 4xx', 'invalid-request', 'any sentence'],
    ['any other 5xx', 'provider-unavailable', 'none'],
  ];
  return [
    table(
      ['', 'What tells it', 'Such as', 'Is'],
      [
        ...ranked('1. a precise name (`code`, `type`, `status`)', byCode(preciseNames)),
        ...ranked('2. a fixed sentence of a relay', listed(fixedSentences)),
        ...ranked('3. a sentence, where the status leaves room', listed(sentences)),
        ['4', 'the status below 500', 'see below', ''],
        ...ranked('5. a vague name', byCode(vagueNames)),
        ['6', 'the status of 500 and above', 'see below', ''],
      ],
    ),
    table(['Status', 'By itself', 'Room for'], [...statuses, ...others]),
  ].join('\n');
}

type Row = readonly string[];

function ranked(rank: string, rows: readonly (readonly [string, string])[]): readonly Row[] {
  const [number = '', ...words] = rank.split(' ');
  return rows.map(([told, code], at) =>
    at === 0 ? [number.replace('.', ''), words.join(' '), told, code] : ['', '', told, code],
  );
}

function byCode(names: Readonly<Record<string, string>>): readonly (readonly [string, string])[] {
  const found = Map.groupBy(Object.entries(names), ([, code]) => code);
  return [...found].map(([code, entries]) => [
    entries.map(([name]) => `\`${name}\``).join(', '),
    code,
  ]);
}

function listed(
  told: readonly { readonly example: string; readonly code: string }[],
): readonly (readonly [string, string])[] {
  return told.map(({ example, code }) => [example, code]);
}

function table(head: Row, rows: readonly Row[]): string {
  const line = (cells: Row): string => `| ${cells.join(' | ')} |\n`;
  return line(head) + line(head.map(() => '---')) + rows.map(line).join('');
}
