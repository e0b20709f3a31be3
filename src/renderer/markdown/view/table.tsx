import { Check, Copy } from 'lucide-react';
import { memo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Alignment, TableNode, TableRow } from '../parse/document.ts';
import { Inlines } from './inlines.tsx';
import styles from './table.module.css';
import { useCopy } from '../copy/use-copy.ts';

/** Wider than the column it scrolls by itself; a copy of it is what a spreadsheet takes. */
export function Table({ table }: { readonly table: TableNode }) {
  const { t } = useTranslation();
  const element = useRef<HTMLTableElement>(null);
  const { copied, copy } = useCopy();
  return (
    <figure className={styles.frame} dir="auto" aria-label={t('markdown.table')}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard */}
      <div className={styles.scroller} tabIndex={0}>
        <table ref={element} className={styles.table}>
          <thead>
            <Row row={table.head} alignments={table.alignments} cell="th" />
          </thead>
          <tbody>
            {table.rows.map((row, index) => (
              // oxlint-disable-next-line react/no-array-index-key -- a text only grows: the place of a row is its identity
              <Row key={index} row={row} alignments={table.alignments} cell="td" />
            ))}
          </tbody>
        </table>
      </div>
      <button
        type="button"
        className={styles.copy}
        aria-label={copied ? t('markdown.copied') : t('markdown.copyTable')}
        title={t('markdown.copyTable')}
        data-done={copied || undefined}
        onClick={() => copy({ text: element.current === null ? '' : tsvOf(element.current) })}
      >
        {copied ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
      </button>
    </figure>
  );
}

interface RowProps {
  readonly row: TableRow;
  readonly alignments: readonly (Alignment | null)[];
  readonly cell: 'th' | 'td';
}

const Row = memo(function Row({ row, alignments, cell: Cell }: RowProps) {
  return (
    <tr>
      {row.map((nodes, index) => (
        <Cell
          // oxlint-disable-next-line react/no-array-index-key -- a column is its place
          key={index}
          data-align={alignments[index] ?? undefined}
        >
          <Inlines nodes={nodes} />
        </Cell>
      ))}
    </tr>
  );
}, isSameRow);

function isSameRow(before: RowProps, after: RowProps): boolean {
  return (
    before.row === after.row &&
    before.cell === after.cell &&
    before.alignments.length === after.alignments.length &&
    before.alignments.every((alignment, index) => alignment === after.alignments[index])
  );
}

/** Tab-separated values: a line a row, and no tab or line break inside a cell. */
function tsvOf(table: HTMLTableElement): string {
  return Array.from(table.rows, (row) =>
    Array.from(row.cells, (cell) => cell.innerText.replace(/\s+/g, ' ').trim()).join('\t'),
  ).join('\n');
}
