import { describe, expect, it } from 'vitest';
import { ANSWER } from '../chat-stream.ts';
import { openParley, startService } from '../testing/testing.ts';
import { gravityengine } from './gravityengine.ts';
import { ACCESS_CODE, OWN_KEY, reachesCompany } from './nextchat.ts';

const rows = ['nextchat', 'equing', 'easychat', 'gravityengine', 'dfehub'];

/** Codes as people choose them; several look like keys, or like codes with their prefix. */
const codes = [
  'the-code',
  'we-are-family',
  'no-entry',
  'go-2023',
  'sk-looks-like-a-key',
  'nk-secret',
  'ak-47',
  'AB-12',
  '12345',
  'code',
  'open sesame',
];

describe.each(rows)('the access code of a NextChat site, by the row %s,', (definitionId) => {
  it('never reaches the company behind the site, whatever it looks like', async () => {
    const service = await startService(gravityengine, 'access-code');
    for (const credential of codes) {
      const parley = await openParley(service, { definitionId, credential });
      const { failure } = await parley.ask();
      const authorization = service.requests().at(-1)?.headers.authorization ?? '';
      expect(authorization).toBe(`Bearer nk-${credential}`);
      expect(reachesCompany(authorization, ['nk-'])).toBe(false);
      expect(failure).toMatchObject({
        code: 'unauthorized',
        message: expect.stringContaining('the site does not accept the access code'),
        detail: 'wrong access code'.replaceAll(credential, '[redacted]'),
      });
    }
  });

  it('lets in, and so does a key of one’s own as such', async () => {
    const service = await startService(gravityengine, 'access-code');
    const code = await openParley(service, { definitionId, credential: ACCESS_CODE });
    expect((await code.ask()).text).toBe(ANSWER);
    const own = { credential: OWN_KEY, credentialKind: 'own-key' } as const;
    const key = await openParley(service, { definitionId, ...own });
    expect((await key.ask()).text).toBe(ANSWER);
    expect(service.requests().at(-1)?.headers.authorization).toBe(`Bearer ${OWN_KEY}`);
  });

  it('is told from a key of one’s own that the company does not accept', async () => {
    const service = await startService(gravityengine, 'access-code');
    const wrong = { credential: 'sk-wrong-0123456789', credentialKind: 'own-key' } as const;
    const parley = await openParley(service, { definitionId, ...wrong });
    const { failure } = await parley.ask();
    expect(failure).toMatchObject({
      code: 'unauthorized',
      message: expect.stringContaining('your own key is not accepted by the company'),
      detail: 'Incorrect API key provided: sk-***89.',
    });
  });
});

describe('a NextChat site of before August 2023', () => {
  it('gets its codes behind the prefix of its time', async () => {
    const service = await startService(gravityengine, 'access-code-old');
    const parley = await openParley(service, {
      definitionId: 'nextchat-2023',
      credential: ACCESS_CODE,
    });
    expect((await parley.ask()).text).toBe(ANSWER);
  });
});
