import { expect, test } from 'playwright/test';
import { firstScripts } from './first-scripts.ts';

/** In bytes, as a server would send them. */
const pages = [
  { page: 'index.html', limit: 130_000 },
  { page: 'quick-prompt.html', limit: 130_000 },
];

for (const { page, limit } of pages) {
  test(`what ${page} runs before it can show anything is small, and parses nothing`, () => {
    const scripts = firstScripts(page);
    const total = scripts.reduce((sum, { gzipped }) => sum + gzipped, 0);
    const list = scripts.map(({ name, gzipped }) => `${gzipped} ${name}`).join('\n');
    expect(total, list).toBeLessThanOrEqual(limit);
    // React is there, so the imports were followed; zod, whose schemas only main needs, is not.
    const text = scripts.map((script) => script.text).join('\n');
    expect(text).toContain('react.transitional.element');
    expect(text).not.toContain('ZodError');
  });
}
