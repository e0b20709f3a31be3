import { expect, test } from 'vitest';
import { hostOfLink, parseLink } from './link-address.ts';

test.each([
  ['https://example.org/a b', 'https://example.org/a%20b'],
  ['http://example.org', 'http://example.org/'],
  ['HTTPS://EXAMPLE.org', 'https://example.org/'],
  ['mailto:someone@example.org?subject=x', 'mailto:someone@example.org?subject=x'],
  [
    'mailto:a@example.org?attach=/etc/passwd&cc=b@example.org&%62cc=x@example.org&Body=a+b%0Ac',
    'mailto:a@example.org?cc=b@example.org&Body=a+b%0Ac',
  ],
  ['mailto:a@example.org?attachment=%2Fetc%2Fpasswd#x', 'mailto:a@example.org'],
  ['mailto:?to=a@example.org&%=x&in-reply-to=y', 'mailto:?to=a@example.org'],
  [' https://example.org/\n', 'https://example.org/'],
  ['https://example.org/" & calc.exe', 'https://example.org/%22%20&%20calc.exe'],
])('%j opens as %j', (text, address) => {
  expect(parseLink(text)).toBe(address);
});

test.each([
  'file:///etc/passwd',
  'javascript:alert(1)',
  ' java\nscript:alert(1)',
  'data:text/html,x',
  'smb://host/share',
  'ms-msdt:/id',
  'vbscript:x',
  'app://parley/index.html',
  'calc.exe',
  '//example.org',
  '\\\\host\\share',
  'https:',
  '',
])('%j is not opened', (text) => {
  expect(parseLink(text)).toBeNull();
});

test.each([
  ['https://openai.com@evil.example/path', 'evil.example'],
  ['https://xn--pple-43d.com/', 'xn--pple-43d.com'],
  ['mailto:someone@example.org?subject=x', 'someone@example.org'],
])('%s leads to %s', (address, host) => {
  expect(hostOfLink(address)).toBe(host);
});
