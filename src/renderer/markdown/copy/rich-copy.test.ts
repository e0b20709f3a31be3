import { describe, expect, it } from 'vitest';
import { toClipboardHtml } from './rich-copy.ts';

describe('the rich copy', () => {
  it('keeps structure that other programs understand', () => {
    expect(
      toClipboardHtml(
        '# A & B\n\n**bold** *em* `x<y`\n\n3. three\n4. four\n\n- [x] done\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n```js\nif (a < b) c("d")\n```',
      ),
    ).toBe(
      '<h1>A &amp; B</h1>' +
        '<p><strong>bold</strong> <em>em</em> <code>x&lt;y</code></p>' +
        '<ol start="3"><li>three</li><li>four</li></ol>' +
        '<ul><li>☑ done</li></ul>' +
        '<table><thead><tr><th>a</th><th style="text-align:end">b</th></tr></thead>' +
        '<tbody><tr><td>1</td><td style="text-align:end">2</td></tr></tbody></table>' +
        '<pre><code>if (a &lt; b) c(&quot;d&quot;)</code></pre>',
    );
  });

  it('carries no markup of the text and nothing that loads or runs', () => {
    const html = toClipboardHtml(
      '<img src=x onerror=alert(1)> [x](javascript:alert(1)) ![i](https://e.org/?a="b") [q](https://e.org/"onclick="x)',
    );
    expect(html).not.toMatch(/<img|javascript:|<[^>]*\sonclick/);
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(html).toContain('<a href="https://e.org/?a=%22b%22">i</a>');
  });
});
