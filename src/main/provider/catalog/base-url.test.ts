import { describe, expect, it } from 'vitest';
import { isUnprotected, joinUrl, normalizeBaseUrl, serverOf, withApiPath } from './base-url.ts';

describe('a base URL', () => {
  it.each([
    ['https://api.openai.com/v1', 'https://api.openai.com/v1'],
    ['  https://api.openai.com/v1///  ', 'https://api.openai.com/v1'],
    ['https://api.openai.com/v1/chat/completions', 'https://api.openai.com/v1'],
    ['https://api.openai.com/v1/chat/completions/', 'https://api.openai.com/v1'],
    ['https://api.anthropic.com/v1/messages', 'https://api.anthropic.com/v1'],
    ['http://127.0.0.1:11434/api/chat', 'http://127.0.0.1:11434'],
    ['http://127.0.0.1:1234', 'http://127.0.0.1:1234'],
    ['HTTP://LocalHost:1234/v1/models', 'http://localhost:1234/v1'],
    ['https://a.example/v1?api-version=1#top', 'https://a.example/v1?api-version=1'],
  ])('is read from %j as %j', (text, expected) => {
    expect(normalizeBaseUrl(text)).toBe(expected);
  });

  it.each([
    '',
    'localhost:1234',
    'ftp://a.example',
    'file:///etc',
    'javascript:alert(1)',
    'https://',
  ])('is refused when it is %j', (text) => {
    expect(() => normalizeBaseUrl(text)).toThrow(/Cannot use this base URL/);
  });

  it('is refused with a password, and the message does not repeat it', () => {
    expect(() => normalizeBaseUrl('https://me:hunter2@a.example/v1')).toThrow(/^(?!.*hunter2)/);
  });

  it('is joined with a path, keeping both queries', () => {
    expect(joinUrl('https://a.example/v1?a=1', '/models?limit=2').href).toBe(
      'https://a.example/v1/models?a=1&limit=2',
    );
    expect(joinUrl('http://127.0.0.1:80', '/x').href).toBe('http://127.0.0.1/x');
  });

  it.each(['', '/api', '/api/openai', '/api/openai/v1', '/sub/api/openai'])(
    'may end anywhere within the path of the API: %j',
    (path) => {
      const found = withApiPath(`https://a.example${path}`, '/api/openai/v1');
      expect(found).toBe(`https://a.example${path.startsWith('/sub') ? '/sub' : ''}/api/openai/v1`);
    },
  );

  it('may end in another path that looks like the API', () => {
    expect(withApiPath('https://a.example/myapi', '/api/v1')).toBe(
      'https://a.example/myapi/api/v1',
    );
  });

  it('is shown without scheme, query and user name', () => {
    expect(serverOf('https://a.example:8443/v1/?key=secret')).toBe('a.example:8443/v1');
  });

  it.each([
    ['http://127.0.0.1:1/v1', false],
    ['http://[::1]:1/v1', false],
    ['http://localhost/v1', false],
    ['https://a.example', false],
    ['http://192.168.0.4:11434', true],
    ['http://127.0.0.1.example', true],
  ])('%s is unprotected: %s', (url, expected) => {
    expect(isUnprotected(url)).toBe(expected);
  });
});
