import { Check, Copy, WrapText } from 'lucide-react';
import { memo, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { chunkLines, CHUNK_LINES } from './chunks.ts';
import styles from './code-block.module.css';
import { languageNamed } from './language.ts';
import type { LineKinds } from './worker-message.ts';
import { codeKinds } from './theme.ts';
import { useCopy } from '../copy/use-copy.ts';
import { useHighlight } from './use-highlight.ts';

export interface CodeBlockProps {
  readonly code: string;
  /** As written after the fence. */
  readonly language: string;
  /** The last line may still grow. */
  readonly open: boolean;
}

export function CodeBlock({ code, language: word, open }: CodeBlockProps) {
  const { t } = useTranslation();
  const [wrapped, setWrapped] = useState(false);
  const { copied, copy } = useCopy();
  const language = languageNamed(word);
  const kinds = useHighlight(code, language?.grammar ?? null, open);
  const name = language?.name ?? t('markdown.plainCode');
  return (
    <figure className={styles.block} dir="ltr" aria-label={name}>
      <figcaption className={styles.header}>
        <span className={styles.language}>{name}</span>
        <button
          type="button"
          className={styles.action}
          aria-label={t('markdown.wrapLines')}
          title={t('markdown.wrapLines')}
          aria-pressed={wrapped}
          onClick={() => setWrapped(!wrapped)}
        >
          <WrapText aria-hidden="true" />
        </button>
        <button
          type="button"
          className={styles.action}
          aria-label={copied ? t('markdown.copied') : t('markdown.copyCode')}
          title={t('markdown.copyCode')}
          data-done={copied || undefined}
          onClick={() => copy({ text: code })}
        >
          {copied ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
        </button>
      </figcaption>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard */}
      <pre className={styles.scroller} data-wrapped={wrapped || undefined} tabIndex={0}>
        <code className={styles.code}>
          {chunkLines(code).map((text, index) => (
            <Chunk
              // oxlint-disable-next-line react/no-array-index-key -- chunks only ever follow one another
              key={index}
              text={text}
              kinds={kinds}
              firstLine={index * CHUNK_LINES}
            />
          ))}
        </code>
      </pre>
    </figure>
  );
}

interface ChunkProps {
  readonly text: string;
  /** Those of the whole block. */
  readonly kinds: readonly LineKinds[];
  readonly firstLine: number;
}

const Chunk = memo(function Chunk({ text, kinds, firstLine }: ChunkProps) {
  return <span className={styles.chunk}>{colored(text, kinds, firstLine)}</span>;
}, isSameChunk);

function isSameChunk(before: ChunkProps, after: ChunkProps): boolean {
  if (before.text !== after.text) return false;
  for (let line = after.firstLine; line < after.firstLine + CHUNK_LINES; line++) {
    if (before.kinds[line] !== after.kinds[line]) return false;
  }
  return true;
}

const kindClasses = codeKinds.map((kind) => styles[kind]);

/** The text with a span around each piece that has a colour. */
function colored(text: string, kinds: readonly LineKinds[], firstLine: number): ReactNode[] {
  const pieces: ReactNode[] = [];
  let plainFrom = 0;
  let start = 0;
  for (let line = firstLine; start < text.length; line++) {
    const lineEnd = text.indexOf('\n', start);
    const end = lineEnd === -1 ? text.length : lineEnd;
    const lineKinds = kinds[line] ?? [];
    let at = start;
    for (let index = 0; index + 1 < lineKinds.length && at < end; index += 2) {
      const pieceEnd = Math.min(at + (lineKinds[index] ?? 0), end);
      const kind = lineKinds[index + 1] ?? 0;
      if (kind > 0) {
        if (plainFrom < at) pieces.push(text.slice(plainFrom, at));
        pieces.push(
          <span key={at} className={kindClasses[kind]}>
            {text.slice(at, pieceEnd)}
          </span>,
        );
        plainFrom = pieceEnd;
      }
      at = pieceEnd;
    }
    start = end + 1;
  }
  if (plainFrom < text.length) pieces.push(text.slice(plainFrom));
  return pieces;
}
