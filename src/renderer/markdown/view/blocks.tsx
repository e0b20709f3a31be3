import { Square, SquareCheckBig } from 'lucide-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './blocks.module.css';
import { CodeBlock } from '../code/code-block.tsx';
import type { Block, BlockNode, ListItem, ListNode } from '../parse/document.ts';
import { Inlines } from './inlines.tsx';
import { Table } from './table.tsx';

/** A top-level block. It renders again only when the block is another object. */
export const BlockView = memo(function BlockView({ block }: { readonly block: Block }) {
  return <Node node={block.node} open={block.open} />;
});

interface NodeProps {
  readonly node: BlockNode;
  readonly open: boolean;
}

function Node({ node, open }: NodeProps) {
  switch (node.type) {
    case 'paragraph':
      return node.tight ? (
        <Inlines nodes={node.children} />
      ) : (
        <p>
          <Inlines nodes={node.children} />
        </p>
      );
    case 'heading': {
      const Heading = headings[node.level - 1] ?? 'h6';
      return (
        <Heading>
          <Inlines nodes={node.children} />
        </Heading>
      );
    }
    case 'code':
      return <CodeBlock code={node.code} language={node.language} open={open} />;
    case 'list':
      return <List list={node} open={open} />;
    case 'quote':
      return (
        <blockquote dir="auto">
          <Nodes nodes={node.children} open={open} />
        </blockquote>
      );
    case 'table':
      return <Table table={node} />;
    case 'rule':
      return <hr />;
    case 'footnote':
      return (
        <div className={styles.footnote} data-footnote={node.label} role="note" tabIndex={-1}>
          <span className={styles.footnoteLabel}>{node.label}</span>
          <div>
            <Nodes nodes={node.children} open={open} />
          </div>
        </div>
      );
  }
}

const headings = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'] as const;

function Nodes({ nodes, open }: { readonly nodes: readonly BlockNode[]; readonly open: boolean }) {
  return nodes.map((node, index) => (
    // oxlint-disable-next-line react/no-array-index-key -- a text only grows: the place of a node is its identity
    <Node key={index} node={node} open={open && index === nodes.length - 1} />
  ));
}

function List({ list, open }: { readonly list: ListNode; readonly open: boolean }) {
  const items = list.items.map((item, index) => (
    // oxlint-disable-next-line react/no-array-index-key -- as above
    <Item key={index} item={item} open={open && index === list.items.length - 1} />
  ));
  return list.start === null ? (
    <ul dir="auto">{items}</ul>
  ) : (
    <ol dir="auto" start={list.start}>
      {items}
    </ol>
  );
}

const Item = memo(function Item({
  item,
  open,
}: {
  readonly item: ListItem;
  readonly open: boolean;
}) {
  if (item.task === null) {
    return (
      <li>
        <Nodes nodes={item.children} open={open} />
      </li>
    );
  }
  return (
    <li className={styles.task}>
      <TaskMark done={item.task} />
      <div>
        <Nodes nodes={item.children} open={open} />
      </div>
    </li>
  );
});

function TaskMark({ done }: { readonly done: boolean }) {
  const { t } = useTranslation();
  const Icon = done ? SquareCheckBig : Square;
  const label = done ? t('markdown.taskDone') : t('markdown.taskOpen');
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a drawing cannot be an img element
    <Icon className={styles.mark} data-done={done || undefined} role="img" aria-label={label} />
  );
}
