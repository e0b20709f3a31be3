import type { BlockNode } from '../parse/document.ts';
import { createSplitter } from '../parse/splitter.ts';

/** The code blocks of an answer in their order, with an empty line between them; empty when there is none. */
export function codeOf(text: string): string {
  const blocks = createSplitter().update(text, false);
  return blocks.flatMap(({ node }) => codeIn(node)).join('\n\n');
}

function codeIn(node: BlockNode): readonly string[] {
  switch (node.type) {
    case 'code':
      return [node.code];
    case 'list':
      return node.items.flatMap(({ children }) => children.flatMap(codeIn));
    case 'quote':
    case 'footnote':
      return node.children.flatMap(codeIn);
    case 'paragraph':
    case 'heading':
    case 'table':
    case 'rule':
      return [];
  }
}
