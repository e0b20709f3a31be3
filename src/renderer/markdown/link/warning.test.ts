import { expect, test } from 'vitest';
import { linkWarning } from './warning.ts';

const long = `https://example.org/?q=${'x'.repeat(120)}`;

test.each([
  ['the docs', 'https://example.org/docs'],
  ['example.org', 'https://example.org/'],
  ['Example.ORG.', 'http://www.example.org/a?b=c#d'],
  ['www.example.org', 'https://example.org/'],
  ['openai.com', 'https://platform.openai.com/keys'],
  ['docs.python.org', 'https://www.python.org/'],
  ['https://example.org:8080/next.js?x=other.com', 'https://example.org:8080/next.js'],
  [
    'https://web.archive.org/web/https://example.org',
    'https://web.archive.org/web/https://example.org',
  ],
  ['README.md', 'https://github.com/a/b/blob/main/README.md'],
  ['Node.js, main.ts and e.g. Array.prototype.map', 'https://nodejs.org/'],
  ['version 1.2.3', 'https://example.org/'],
  ['т.е. так', 'https://example.org/'],
  ['президент.рф', 'https://xn--d1abbgf6aiiy.xn--p1ai/'],
  ['müller.de', 'https://müller.de/'],
  ['someone@example.org', 'mailto:someone@example.org'],
  ['Write', `mailto:someone@example.org?body=${'x'.repeat(300)}`],
  ['search', `https://example.org/?q=${'x'.repeat(90)}`],
  ['', 'https://example.org/'],
  ['192.168.0.1', 'http://192.168.0.1/'],
  ['.'.repeat(3000), 'https://example.org/'],
])('%j may lead to %s', (label, url) => {
  expect(linkWarning(label, url)).toBeNull();
});

test.each([
  ['openai.com', 'https://evil.example', 'openai.com'],
  ['https://openai.com/login', 'https://evil.example', 'openai.com'],
  ['https://localhost:3000', 'https://evil.example', 'localhost'],
  ['Sign in (openai.com)', 'https://evil.example/openai.com/', 'openai.com'],
  ['see:openai.com', 'https://evil.example', 'openai.com'],
  ['**OpenAI.com**', 'https://openai.com.evil.example', 'OpenAI.com'],
  ['openai.com', 'https://notopenai.com', 'openai.com'],
  ['open\u200Bai.com', 'https://evil.example', 'openai.com'],
  ['𝐨𝐩𝐞𝐧𝐚𝐢.𝐜𝐨𝐦', 'https://evil.example', 'openai.com'],
  ['openai․com', 'https://evil.example', 'openai.com'],
  ['оpenai.com', 'https://openai.com', 'оpenai.com'],
  ['openai.com', 'https://оpenai.com', 'openai.com'],
  ['сбербанк.рф', 'https://evil.example', 'сбербанк.рф'],
  ['www.anything.zone', 'https://evil.example', 'www.anything.zone'],
  ['10.0.0.1', 'http://10.0.0.2', '10.0.0.1'],
  ['bob@bank.example', 'mailto:bob@evil.example', 'bank.example'],
  ['openai.com', 'mailto:openai.com@evil.example', 'openai.com'],
  ['evil.example for openai.com', 'https://evil.example', 'openai.com'],
  ['https://openai.com@evil.example', 'https://openai.com', 'evil.example'],
  ['alice.github.io', 'https://bob.github.io', 'alice.github.io'],
])('%j does not lead to %s', (label, url, named) => {
  expect(linkWarning(label, url)).toEqual({ reason: 'other-host', named });
});

test.each([
  ['here', long],
  [long, long],
])('%j passes much on', (label, url) => {
  expect(linkWarning(label, url)).toEqual({ reason: 'long-query' });
});

test.each([
  'https://openai.com@evil.example/',
  'https://a:b@evil.example/',
  'https://:b@evil.example/',
])('what stands before the @ of %s is no site', (url) => {
  expect(linkWarning('here', url)).toEqual({ reason: 'user-info' });
});

test('a site in letters of another alphabet is shown in ASCII', () => {
  expect(linkWarning('аpple.com', 'https://аpple.com/')).toEqual({
    reason: 'look-alike',
    named: 'аpple.com',
  });
});
