import type {
  BlockNode,
  InlineNode,
  ListItem,
  ListNode,
  TableNode,
  TableRow,
} from '../parse/document.ts';
import { createSplitter } from '../parse/splitter.ts';

/**
 * An answer as HTML for the clipboard's rich form, beside its Markdown as plain text. Built from the same tree as the
 * screen: nothing in it runs, loads or refers to anything but http, https and mail addresses.
 */
export function toClipboardHtml(text: string): string {
  return createSplitter()
    .update(text, false)
    .map(({ node }) => block(node))
    .join('');
}

function block(node: BlockNode): string {
  switch (node.type) {
    case 'paragraph':
      return node.tight ? inlines(node.children) : `<p>${inlines(node.children)}</p>`;
    case 'heading':
      return `<h${node.level}>${inlines(node.children)}</h${node.level}>`;
    case 'code':
      return `<pre><code>${escape(node.code)}</code></pre>`;
    case 'list':
      return list(node);
    case 'quote':
      return `<blockquote>${node.children.map(block).join('')}</blockquote>`;
    case 'table':
      return table(node);
    case 'rule':
      return '<hr>';
    case 'footnote':
      return `<div><sup>${escape(node.label)}</sup> ${node.children.map(block).join('')}</div>`;
  }
}

function list({ start, items }: ListNode): string {
  const content = items.map(item).join('');
  if (start === null) return `<ul>${content}</ul>`;
  return start === 1 ? `<ol>${content}</ol>` : `<ol start="${start}">${content}</ol>`;
}

function item({ task, children }: ListItem): string {
  const mark = task === null ? '' : task ? '☑ ' : '☐ ';
  return `<li>${mark}${children.map(block).join('')}</li>`;
}

function table({ head, rows, alignments }: TableNode): string {
  const row = (cells: TableRow, tag: 'th' | 'td'): string => {
    const content = cells.map((cell, index) => {
      const alignment = alignments[index];
      const attribute = alignment ? ` style="text-align:${alignment}"` : '';
      return `<${tag}${attribute}>${inlines(cell)}</${tag}>`;
    });
    return `<tr>${content.join('')}</tr>`;
  };
  const body = rows.map((cells) => row(cells, 'td')).join('');
  return `<table><thead>${row(head, 'th')}</thead><tbody>${body}</tbody></table>`;
}

function inlines(nodes: readonly InlineNode[]): string {
  return nodes.map(inline).join('');
}

function inline(node: InlineNode): string {
  switch (node.type) {
    case 'text':
      return escape(node.text);
    case 'strong':
      return `<strong>${inlines(node.children)}</strong>`;
    case 'emphasis':
      return `<em>${inlines(node.children)}</em>`;
    case 'strike':
      return `<s>${inlines(node.children)}</s>`;
    case 'code':
      return `<code>${escape(node.code)}</code>`;
    case 'break':
      return '<br>';
    case 'link':
      return `<a href="${escape(node.url)}">${inlines(node.children)}</a>`;
    // A link, not an image: what it is pasted into would load it.
    case 'image':
      return node.url === null
        ? escape(node.description)
        : `<a href="${escape(node.url)}">${escape(node.description || node.url)}</a>`;
    case 'footnote-reference':
      return `<sup>${escape(node.label)}</sup>`;
  }
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
}
