import { expect, test } from 'vitest';
import { redact, redactStart } from './redact.ts';

test.each([
  ['Authorization: Bearer sk-proj-abc123DEF456', 'sk-proj-abc123DEF456'],
  ['headers {"x-api-key":"sk-ant-api03-zzz"}', 'sk-ant-api03-zzz'],
  [
    'GET https://host/v1/models?key=AIzaSyA1234567890abcdefghijk failed',
    'AIzaSyA1234567890abcdefghijk',
  ],
  ['proxy http://user:hunter2@proxy.example:8080 refused', 'hunter2'],
  ['Cookie: session=abcdef', 'abcdef'],
  ['key gsk_0123456789abcdef was refused', 'gsk_0123456789abcdef'],
  ['value 0f8fad5bd9cb469fa16570867728950e is wrong', '0f8fad5bd9cb469fa16570867728950e'],
  ["{ password: 'correct-horse' }", 'correct-horse'],
])('%s loses its secret', (text, secret) => {
  expect(redact(text)).not.toContain(secret);
});

test('what is not a secret stays readable', () => {
  const line =
    "TypeError: Cannot read properties of undefined (reading 'id') at commit (index.js:120:7)";
  expect(redact(line)).toBe(line);
});

test('a header keeps its name', () => {
  expect(redact('authorization: abc')).toBe('authorization: [redacted]');
});

test('of a long text only the beginning is looked at, and no secret is cut in two', () => {
  const word = 'q7'.repeat(20);
  const text = `${'a '.repeat(95)}${word} ${'b'.repeat(1000)}`;
  expect(redactStart(text, 100)).toBe('a '.repeat(50));
  expect(redactStart(`${'pass: '.repeat(2)} secret=${'x9'.repeat(400)}`, 40)).not.toContain('x9x9');
});
