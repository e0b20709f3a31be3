import { code } from '@streamdown/code';
import { createElement } from 'react';
import Markdown from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { Streamdown } from 'streamdown';

// Constants, as their authors advise: an inline object would make every block new.
const plugins = [remarkGfm];
const coloured = { code };

export function ReactMarkdown({ text }) {
  return createElement(Markdown, { remarkPlugins: plugins }, text);
}

export function PlainStreamdown({ text }) {
  return createElement(Streamdown, null, text);
}

export function ColouredStreamdown({ text }) {
  return createElement(Streamdown, { plugins: coloured }, text);
}
