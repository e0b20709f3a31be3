import MarkdownIt from 'markdown-it';
import { branchTo } from '#shared/conversation/branch.ts';
import type {
  AssistantMessage,
  AssistantPart,
  Conversation,
  FilePart,
  Message,
} from '#shared/conversation/conversation.ts';
import type { ExportText } from '#shared/export/export-text.ts';
import type { Language } from '#shared/settings.ts';

/** Raw HTML stays text, and images of the net stay links: a document that is opened later asks nobody for anything. */
const markdown = new MarkdownIt({ html: false, linkify: true, breaks: false });
markdown.renderer.rules['image'] = (tokens, index) => {
  const token = tokens[index];
  const source = String(token?.attrGet('src') ?? '');
  return `<a href="${escaped(source)}" rel="noreferrer">${escaped(token?.content ?? source)}</a>`;
};

/** The visible branch as one page without scripts and without anything from elsewhere, made to be read and printed. */
export function toHtml(conversation: Conversation, text: ExportText, language: Language): string {
  const title = escaped(conversation.title === '' ? text.untitled : conversation.title);
  const messages = branchTo(conversation, conversation.leafId).map((message) =>
    messageSection(message, text, language),
  );
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<meta name="generator" content="Parley">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<h1>${title}</h1>
${messages.join('\n')}
</body>
</html>
`;
}

function messageSection(message: Message, text: ExportText, language: Language): string {
  const time = new Date(message.createdAt);
  const shown = time.toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short' });
  const speaker =
    message.role === 'user' ? text.you : (message.responseModelId ?? message.model.modelId);
  const content =
    message.role === 'user'
      ? message.parts.map((part) =>
          part.type === 'text'
            ? `<p class="said" dir="auto">${escaped(part.text)}</p>`
            : file(part),
        )
      : [...message.parts.map((part) => answerPart(part, text)), ...endOf(message, text)];
  return `<section class="${message.role}">
<header><strong>${escaped(speaker)}</strong> <time datetime="${time.toISOString()}">${escaped(shown)}</time></header>
${content.join('\n')}
</section>`;
}

function answerPart(part: AssistantPart, text: ExportText): string {
  switch (part.type) {
    case 'text':
      return `<div dir="auto">${markdown.render(part.text)}</div>`;
    case 'reasoning':
      return part.text === '' ? '' : folded(text.reasoning, markdown.render(part.text));
    case 'tool-call':
      return folded(text.toolCall(part.toolName), `<pre><code>${escaped(part.input)}</code></pre>`);
    case 'source':
      return /^https?:/u.test(part.url)
        ? `<p class="source"><a href="${escaped(part.url)}" rel="noreferrer">${escaped(part.title)}</a></p>`
        : `<p class="source">${escaped(part.title)}</p>`;
  }
}

function endOf({ status, failure }: AssistantMessage, text: ExportText): string[] {
  if (failure !== undefined) return [`<p class="end">${escaped(text.failed(failure.message))}</p>`];
  return status === 'complete' ? [] : [`<p class="end">${escaped(text.stopped)}</p>`];
}

function folded(title: string, content: string): string {
  return `<details><summary>${escaped(title)}</summary>${content}</details>`;
}

/** Only what browsers decode as a picture, and no SVG, is shown as one. */
const pictures = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif']);

function file({ name, mediaType, data }: FilePart): string {
  return pictures.has(mediaType) && /^[\w+/=]*$/u.test(data)
    ? `<p><img alt="${escaped(name)}" src="data:${mediaType};base64,${data}"></p>`
    : `<p class="file">${escaped(name)}</p>`;
}

function escaped(value: string): string {
  return markdown.utils.escapeHtml(value);
}

const style = `
:root { color-scheme: light dark; font: 16px/1.55 system-ui, sans-serif; }
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; }
section { margin-block: 1.5rem; }
section.user { padding: .75rem 1rem; border-radius: .75rem; background: light-dark(#f0ede7, #302d2a); }
header { color: light-dark(#57514a, #b8b1a8); font-size: .85rem; }
.said { white-space: pre-wrap; }
pre { overflow: auto; padding: .75rem; border-radius: .5rem; background: light-dark(#f6f4f0, #151413); white-space: pre-wrap; }
code { font: .9em ui-monospace, monospace; }
table { border-collapse: collapse; } th, td { padding: .3rem .6rem; border: 1px solid light-dark(#d3cdc3, #4c4740); }
blockquote { margin-inline: 0; padding-inline-start: 1rem; border-inline-start: 3px solid light-dark(#d3cdc3, #4c4740); }
img { max-width: 100%; } details { color: light-dark(#57514a, #b8b1a8); } .end { color: light-dark(#b3261e, #ff9c90); }
@media print { body { margin: 0; max-width: none; } pre, table, img { break-inside: avoid; } }
`;
