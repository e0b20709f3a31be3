import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { renderToStaticMarkup } from 'react-dom/server';
import { beforeAll, describe, expect, it } from 'vitest';
import { en } from '../text/en.ts';
import { i18n } from '../text/i18n.ts';
import { BlockView } from './view/blocks.tsx';
import { Markdown } from './markdown.tsx';
import { createSplitter } from './parse/splitter.ts';

/** Hostile texts and the oracle that judges what became of them; kept beside the project, not in it. */
const corpus = join(import.meta.dirname, '../../../../shared/conformance/rendering');

interface RenderingCase {
  readonly id: string;
  readonly group: string;
  readonly payload?: string;
  readonly generator?: string;
}

interface Element {
  readonly localName: string;
  readonly attributes: readonly { readonly name: string; readonly value: string }[];
  readonly textContent: string;
}

interface Oracle {
  readonly check: (document: { querySelectorAll: () => readonly Element[] }) => readonly string[];
}

beforeAll(() => i18n.init({ lng: 'en', resources: { en: { translation: en } } }));

function render(text: string, streaming = false): string {
  return renderToStaticMarkup(<Markdown text={text} streaming={streaming} />);
}

describe('Markdown', () => {
  it('renders what models write', () => {
    const html = render(
      '# Title\n\nText with **bold**, *em*, ~~gone~~, `code`.\n\n1. one\n2. two\n\n- [x] done\n\n> quote\n\n---\n\n| a | b |\n|--:|---|\n| 1 | 2 |',
    );
    for (const piece of [
      '<h1>Title</h1>',
      '<em>em</em>',
      '<s>gone</s>',
      '<ol dir="auto" start="1">',
      '<hr/>',
    ]) {
      expect(html).toContain(piece);
    }
    expect(html).toMatch(/<strong[^>]*>bold<\/strong>/);
    expect(html).toContain('data-align="end">1</td>');
    expect(html).toContain('aria-label="Done"');
  });

  it('links only to http, https and mail addresses and leaves the words of any other link', () => {
    const html = render(
      '[a](https://example.org/x) [b](javascript:alert(1)) [c](file:///etc/passwd) [d](./local.md) <me@example.org> [e](data:text/html,x) <ssh://host>',
    );
    expect(html.match(/href="([^"]*)"/g)).toEqual([
      'href="https://example.org/x"',
      'href="mailto:me@example.org"',
    ]);
    for (const word of ['b', 'c', 'd', 'e', 'ssh://host']) expect(html).toContain(` ${word}`);
  });

  it('takes names of files for words', () => {
    expect(render('Run main.rs and script.py, see README.md')).not.toContain('<a');
  });

  it('loads no image, says where it is, and opens it on request', () => {
    const html = render('![a cat](https://images.example.org/cat.png?secret=1)');
    expect(html).not.toContain('<img');
    expect(html).toContain('a cat');
    expect(html).toContain('images.example.org');
  });

  it('shows markup of HTML and money as text', () => {
    const html = render('<b onclick="x()">hi</b> costs $5 or $6');
    expect(html).toContain('&lt;b onclick=');
    expect(html).toContain('costs $5 or $6');
  });

  it('shows the language of a block and all of its code', () => {
    const code = Array.from({ length: 100 }, (_, line) => `line ${line} <&>`).join('\n');
    const html = render(`\`\`\`py\n${code}\n\`\`\``);
    const text = html.replace(/<[^>]+>/g, '');
    expect(text).toContain('Python');
    expect(text).toContain(
      code.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
    );
  });

  it('refers to footnotes that are there and to no others', () => {
    const html = render('One[^1] and two[^2].\n\n[^1]: The first.\n');
    expect(html).toContain('aria-label="Footnote 1"');
    expect(html).toContain('two[^2]');
    expect(html).toContain('data-footnote="1"');
  });

  it('renders text that grew as the same text given at once', () => {
    const text =
      '# A\n\nSee [docs].\n\n- a\n- b\n\n```js\nlet a\n```\n\n[docs]: https://example.org\n';
    const splitter = createSplitter();
    for (let end = 1; end < text.length; end++) splitter.update(text.slice(0, end), true);
    const markup = (blocks: ReturnType<typeof splitter.update>): string =>
      blocks.map((block) => renderToStaticMarkup(<BlockView block={block} />)).join('');
    expect(markup(splitter.update(text, false))).toBe(markup(createSplitter().update(text, false)));
  });
});

describe.skipIf(!existsSync(corpus))('the rendering corpus', () => {
  let cases: readonly RenderingCase[] = [];
  let oracle: Oracle;

  beforeAll(async () => {
    const file = JSON.parse(readFileSync(join(corpus, 'cases.json'), 'utf8')) as {
      cases: readonly RenderingCase[];
    };
    ({ cases } = file);
    oracle = (await import(pathToFileURL(join(corpus, 'check.mjs')).href)) as Oracle;
  });

  const issuesOf = (html: string): readonly string[] =>
    oracle.check({ querySelectorAll: () => elementsOf(html) });

  it('has an oracle that sees what is wrong', () => {
    expect(issuesOf('<p><a href="java&#x73;cript:alert(1)">x</a></p>')).toHaveLength(1);
    expect(issuesOf('<img src="https://example.org/x"/><b onclick="x"></b>')).toHaveLength(2);
    expect(issuesOf('<script>x</script>')).toHaveLength(1);
  });

  it('is harmless as a whole and at each prefix', () => {
    const hostile = cases.filter(({ payload }) => payload !== undefined);
    expect(hostile.length).toBeGreaterThan(300);
    for (const { id, payload = '' } of hostile) {
      expect(issuesOf(render(payload)), id).toEqual([]);
      const splitter = createSplitter();
      const step = Math.ceil(payload.length / 150);
      for (let end = 1; end < payload.length; end += step) {
        const blocks = splitter.update(payload.slice(0, end), true);
        const html = blocks
          .map((block) => renderToStaticMarkup(<BlockView block={block} />))
          .join('');
        expect(issuesOf(html), `${id} at ${end}`).toEqual([]);
      }
    }
  });

  it('is bounded in the size of what it renders', () => {
    const costly = cases.filter(({ group }) => group === 'pathological');
    expect(costly.length).toBeGreaterThan(20);
    for (const { id, generator = '' } of costly) {
      // oxlint-disable-next-line typescript/no-implied-eval -- the corpus writes long texts as expressions
      const text = new Function(`return ${generator}`)() as string;
      const elements = render(text).match(/<\w/g)?.length ?? 0;
      expect(elements, id).toBeLessThan(12_000);
    }
  });
});

const tag = /<(\w+)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*\/?>([^<]*)/g;
const attribute = /([\w:-]+)(?:="([^"]*)")?/g;
const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
};

/** The elements of markup that React wrote, which is always well formed. */
function elementsOf(html: string): readonly Element[] {
  return Array.from(
    html.matchAll(tag),
    ([, localName = '', attributes = '', textContent = '']) => ({
      localName: localName.toLowerCase(),
      textContent,
      attributes: Array.from(attributes.matchAll(attribute), ([, name = '', value = '']) => ({
        name,
        value: value
          .replace(/&\w+;/g, (entity) => entities[entity] ?? entity)
          .replace(/&#x([\da-f]+);/gi, (_, hex: string) =>
            String.fromCodePoint(Number.parseInt(hex, 16)),
          ),
      })),
    }),
  );
}
