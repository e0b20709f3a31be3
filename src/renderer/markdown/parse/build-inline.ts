import type { Token } from 'markdown-it';
import type { InlineNode } from './document.ts';
import { safeUrl } from './safe-url.ts';

/** Deeper emphasis is flattened: nobody can see it, and layout recurses once a level. */
const DEPTH_LIMIT = 24;

type Wrap = (children: readonly InlineNode[]) => readonly InlineNode[];

interface Level {
  readonly children: InlineNode[];
  readonly wrap: Wrap;
}

/** The inline nodes of the children of one `inline` token. */
export function buildInline(tokens: readonly Token[]): readonly InlineNode[] {
  const root: InlineNode[] = [];
  const stack: Level[] = [{ children: root, wrap: (children) => children }];
  for (const token of tokens) {
    const current = stack.at(-1);
    if (current === undefined) break;
    if (token.nesting === 1) {
      const wrap = stack.length > DEPTH_LIMIT ? flat : wrapOf(token);
      stack.push({ children: [], wrap });
    } else if (token.nesting === -1) {
      stack.pop();
      for (const node of current.wrap(current.children))
        append(stack.at(-1)?.children ?? root, node);
    } else {
      const node = leafOf(token);
      if (node !== null) append(current.children, node);
    }
  }
  return root;
}

const flat: Wrap = (children) => children;

function wrapOf(token: Token): Wrap {
  switch (token.type) {
    case 'strong_open':
      return (children) => [{ type: 'strong', children }];
    case 'em_open':
      return (children) => [{ type: 'emphasis', children }];
    case 's_open':
      return (children) => [{ type: 'strike', children }];
    case 'link_open': {
      const url = safeUrl(String(token.attrGet('href') ?? ''));
      return url === null ? flat : (children) => [{ type: 'link', url, children }];
    }
    default:
      return flat;
  }
}

function leafOf(token: Token): InlineNode | null {
  switch (token.type) {
    case 'softbreak':
      return { type: 'text', text: '\n' };
    case 'hardbreak':
      return { type: 'break' };
    case 'code_inline':
      return { type: 'code', code: token.content };
    case 'image':
      return {
        type: 'image',
        url: imageUrl(String(token.attrGet('src') ?? '')),
        description: plainText(token.children ?? []),
      };
    case 'footnote_reference':
      return { type: 'footnote-reference', label: token.info };
    default:
      return token.content === '' ? null : { type: 'text', text: token.content };
  }
}

function imageUrl(address: string): string | null {
  const url = safeUrl(address);
  return url === null || url.startsWith('mailto:') ? null : url;
}

function plainText(tokens: readonly Token[]): string {
  return tokens
    .map((token) => (token.type === 'softbreak' ? ' ' : token.content))
    .join('')
    .trim();
}

/** Neighbouring texts become one node. */
function append(nodes: InlineNode[], node: InlineNode): void {
  const last = nodes.at(-1);
  if (node.type === 'text' && last?.type === 'text') {
    nodes[nodes.length - 1] = { type: 'text', text: last.text + node.text };
  } else {
    nodes.push(node);
  }
}
