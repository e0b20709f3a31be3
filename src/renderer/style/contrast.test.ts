import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Contrast as WCAG 2.2 computes it: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
const READABLE = 4.5;
const VISIBLE = 3;

const source = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8');
const declarations = new Map(
  Array.from(
    source.slice(0, source.indexOf('@media')).matchAll(/(--[\w-]+):\s*([^;]+);/g),
    ([, name = '', value = '']) => [name, value] as const,
  ).toReversed(),
);

const surfaces = ['window', 'sidebar', 'raised', 'sunken', 'user'].map(
  (name) => `--surface-${name}`,
);
const texts = [
  'text-primary',
  'text-secondary',
  'text-tertiary',
  'accent-text',
  'danger',
  'warning',
  'success',
].map((name) => `--${name}`);
const codeTexts = ['keyword', 'string', 'number', 'function', 'type', 'comment', 'deleted'];

describe.each(['light', 'dark'] as const)('the %s theme', (theme) => {
  it('has readable text of every kind on every surface', () => {
    for (const text of texts) {
      for (const surface of surfaces) {
        expect(contrast(text, surface, theme), `${text} on ${surface}`).toBeGreaterThan(READABLE);
      }
    }
  });

  it('has readable code', () => {
    for (const kind of codeTexts) {
      const ratio = contrast(`--code-${kind}`, '--surface-sunken', theme);
      expect(ratio, kind).toBeGreaterThan(READABLE);
    }
  });

  it('has readable words on the accent and a focus ring that shows everywhere', () => {
    expect(contrast('--text-on-accent', '--accent', theme)).toBeGreaterThan(READABLE);
    expect(contrast('--text-on-accent', '--accent-hover', theme)).toBeGreaterThan(READABLE);
    for (const surface of surfaces) {
      expect(contrast('--focus-ring', surface, theme), surface).toBeGreaterThan(VISIBLE);
    }
  });
});

type Theme = 'light' | 'dark';

function contrast(a: string, b: string, theme: Theme): number {
  const [darker = 0, lighter = 0] = [luminance(a, theme), luminance(b, theme)].toSorted(
    (one, other) => one - other,
  );
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(token: string, theme: Theme): number {
  const hex = colorOf(token, theme);
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The colour that a token comes down to; throws for one that does not come down to a plain colour. */
function colorOf(token: string, theme: Theme): string {
  const value = declarations.get(token) ?? '';
  const pair = /^light-dark\(\s*(\S+),\s*(\S+?)\s*\)$/.exec(value);
  const chosen = pair === null ? value : ((theme === 'light' ? pair[1] : pair[2]) ?? '');
  const reference = /^var\((--[\w-]+)\)$/.exec(chosen)?.[1];
  if (reference !== undefined) return colorOf(reference, theme);
  if (!/^#[\da-f]{6}$/.test(chosen)) throw new Error(`${token} is ${value}`);
  return chosen;
}
