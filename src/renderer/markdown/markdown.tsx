import { memo, useState } from 'react';
import { BlockView } from './view/blocks.tsx';
import type { Block } from './parse/document.ts';
import styles from './markdown.module.css';
import { createSplitter } from './parse/splitter.ts';

/** Blocks in one container: what is off screen is skipped by the container. */
const GROUP_SIZE = 8;

export interface MarkdownProps {
  readonly text: string;
  /** More may follow. */
  readonly streaming: boolean;
}

/**
 * Markdown as elements; never as HTML. Text that grows costs its last block: finished ones neither parse nor render
 * again. Links open in the system's browser, and nothing is loaded from anywhere.
 */
export const Markdown = memo(function Markdown({ text, streaming }: MarkdownProps) {
  const [splitter] = useState(createSplitter);
  // What has been on screen while it grew has a known size, so it may be skipped when it is out of view.
  const [grew] = useState(streaming);
  const blocks = splitter.update(text, streaming);
  return (
    <div
      className={styles.markdown}
      data-markdown=""
      data-selectable=""
      data-grew={grew || undefined}
    >
      {groupsOf(blocks).map((group) => (
        <Group key={group[0]?.offset} blocks={group} />
      ))}
    </div>
  );
});

function groupsOf(blocks: readonly Block[]): readonly (readonly Block[])[] {
  const groups: (readonly Block[])[] = [];
  for (let start = 0; start < blocks.length; start += GROUP_SIZE) {
    groups.push(blocks.slice(start, start + GROUP_SIZE));
  }
  return groups;
}

interface GroupProps {
  readonly blocks: readonly Block[];
}

const Group = memo(function Group({ blocks }: GroupProps) {
  return (
    <div className={styles.group}>
      {blocks.map((block) => (
        <BlockView key={block.offset} block={block} />
      ))}
    </div>
  );
}, isSameGroup);

function isSameGroup(before: GroupProps, after: GroupProps): boolean {
  return (
    before.blocks.length === after.blocks.length &&
    before.blocks.every((block, index) => block === after.blocks[index])
  );
}
