import { describe, expect, it } from 'vitest';
import { createCookieJars } from './cookies.ts';
import { get, serve } from './testing/loopback.ts';

describe('cookies', () => {
  it('go back to the server that set them, and to no other port of its host', async () => {
    const jars = createCookieJars();
    const [first, second] = ['http://127.0.0.1:1001', 'http://127.0.0.1:1002'];
    await jars.of('a', first).keep(`${first}/`, ['sid=one; HttpOnly; Path=/', 'old=1; Max-Age=0']);
    expect(await jars.of('a', first).headerFor(`${first}/api/chat`)).toBe('sid=one');
    expect(await jars.of('a', second).headerFor(`${second}/api/chat`)).toBeUndefined();
    expect(await jars.of('b', first).headerFor(`${first}/api/chat`)).toBeUndefined();
  });

  it('honour path, domain and Secure, and ignore what is no cookie', async () => {
    const cookies = createCookieJars().of('a', 'https://chat.example.org');
    const site = 'https://chat.example.org/';
    await cookies.keep(site, [
      'api=1; Path=/api',
      'safe=1; Secure',
      'else=1; Domain=other.example',
      'all=1; Domain=org',
      '',
      '\u0000',
    ]);
    expect(await cookies.headerFor(`${site}api/x`)).toBe('api=1; safe=1');
    expect(await cookies.headerFor('http://chat.example.org/')).toBeUndefined();
  });

  it('are read from repeated headers with commas in their dates', async () => {
    const server = await serve((_, response) => {
      response.setHeader('set-cookie', [
        'a=1; Expires=Wed, 01 Jan 2070 00:00:00 GMT; Path=/',
        'b=2; Path=/',
      ]);
      response.end();
    });
    const cookies = createCookieJars().of('a', server);
    await cookies.keep(`${server}/`, (await get(`${server}/`)).setCookies);
    expect(await cookies.headerFor(`${server}/x`)).toBe('a=1; b=2');
  });

  it('are fetched by one visit for calls at the same time, and by another after a failure', async () => {
    const cookies = createCookieJars().of('a', 'http://127.0.0.1:1001');
    let visits = 0;
    const fail = (): Promise<void> => {
      visits += 1;
      return Promise.reject(new Error('down'));
    };
    const pass = (): Promise<void> => {
      visits += 1;
      return Promise.resolve();
    };
    await expect(cookies.afterVisit(fail)).rejects.toThrow('down');
    const both = [cookies.afterVisit(pass), cookies.afterVisit(pass)];
    expect(await Promise.all(both)).toEqual([true, false]);
    expect(visits).toBe(2);
    cookies.forget();
    await cookies.afterVisit(pass);
    expect(visits).toBe(3);
  });
});
