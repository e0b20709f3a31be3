import { describe, expect, it } from 'vitest';
import { providerIdSchema } from '#shared/id.ts';
import type {
  CredentialStatus,
  ProviderDefinition,
  ProviderView,
} from '#shared/provider/provider.ts';
import { draftAfterSave, draftOf, errorsOf, isChanged, isUnprotected, saveInput } from './draft.ts';
import { statusOf } from './status.ts';

const service: ProviderDefinition = {
  id: 'service',
  name: 'Service',
  adapter: 'openai-chat',
  baseUrls: ['https://api.service.example/v1'],
  auth: { type: 'bearer' },
  credential: 'required',
  models: [],
};
const ownServer: ProviderDefinition = {
  ...service,
  id: 'own',
  name: 'Own server',
  baseUrls: [],
  credential: 'optional',
};

const stored: CredentialStatus = { present: true, state: 'ready', hint: '4f2a' };
const absent: CredentialStatus = { present: false, state: 'absent' };

function view(
  definition: ProviderDefinition,
  credential: CredentialStatus,
  baseUrl: string | null = null,
): ProviderView {
  const id = providerIdSchema.parse(definition.id);
  return { id, definitionId: definition.id, name: 'Mine', baseUrl, definition, credential };
}

describe('the draft of a provider', () => {
  it('begins with the name of its kind, no address of its own and no key', () => {
    const draft = draftOf(service, undefined);
    expect(draft).toEqual({ name: 'Service', baseUrl: '', key: { type: 'enter', key: '' } });
    expect(errorsOf(service, draft)).toEqual({});
  });

  it('keeps a stored key, which it does not know', () => {
    const draft = draftOf(service, view(service, stored));
    expect(saveInput(service, providerIdSchema.parse('service'), draft)).toEqual({
      providerId: 'service',
      definitionId: 'service',
      name: 'Mine',
      baseUrl: null,
    });
  });

  it('asks for a key that cannot be read any more', () => {
    const unreadable: CredentialStatus = { present: true, state: 'unreadable' };
    expect(draftOf(service, view(service, unreadable)).key).toEqual({ type: 'enter', key: '' });
  });

  it('saves what was entered without the blanks around it', () => {
    const draft = {
      name: ' Mine ',
      baseUrl: ' http://127.0.0.1:1/v1 ',
      key: { type: 'enter', key: ' sk-1\n' } as const,
    };
    expect(errorsOf(service, draft)).toEqual({});
    expect(saveInput(service, undefined, draft)).toEqual({
      definitionId: 'service',
      name: 'Mine',
      baseUrl: 'http://127.0.0.1:1/v1',
      credential: 'sk-1',
    });
  });

  it('tells a key that is to be removed from one that was left empty', () => {
    const draft = draftOf(service, undefined);
    const removed = saveInput(service, undefined, { ...draft, key: { type: 'remove' } });
    expect(removed.credential).toBeNull();
    expect(saveInput(service, undefined, draft)).not.toHaveProperty('credential');
  });

  it('says what is wrong, field by field', () => {
    const draft = {
      name: ' ',
      baseUrl: 'api.example',
      key: { type: 'enter', key: 'a b' } as const,
    };
    expect(errorsOf(service, draft)).toEqual({
      name: 'nameMissing',
      baseUrl: 'addressInvalid',
      key: 'keySpaces',
    });
    expect(errorsOf(ownServer, draftOf(ownServer, undefined))).toEqual({
      baseUrl: 'addressMissing',
    });
    const withPassword = { ...draftOf(service, undefined), baseUrl: 'https://me:secret@x.example' };
    expect(errorsOf(service, withPassword)).toEqual({ baseUrl: 'addressSecret' });
    const otherScheme = { ...draftOf(service, undefined), baseUrl: 'file:///etc/passwd' };
    expect(errorsOf(service, otherScheme)).toEqual({ baseUrl: 'addressInvalid' });
  });

  it('takes several addresses for a pool and looks at each of them', () => {
    const pool = {
      ...draftOf(ownServer, undefined),
      baseUrl: ' https://a.example, http://b.example ',
    };
    expect(errorsOf(ownServer, pool)).toEqual({});
    expect(saveInput(ownServer, undefined, pool).baseUrl).toBe(
      'https://a.example http://b.example',
    );
    expect(isUnprotected(pool.baseUrl)).toBe(true);
    expect(errorsOf(ownServer, { ...pool, baseUrl: 'https://a.example b' })).toEqual({
      baseUrl: 'addressInvalid',
    });
  });

  it('takes an access code or a key of one’s own for a site that takes both', () => {
    const site: ProviderDefinition = {
      ...ownServer,
      credentialKinds: ['access-code', 'own-key'],
    };
    const draft = (key: string, kind?: 'access-code' | 'own-key') => ({
      ...draftOf(site, undefined),
      baseUrl: 'https://a.example',
      key: { type: 'enter', key, ...(kind !== undefined && { kind }) } as const,
    });
    expect(errorsOf(site, draft('open sesame'))).toEqual({});
    expect(errorsOf(site, draft('密码'))).toEqual({ key: 'codeForeign' });
    expect(errorsOf(site, draft('two words', 'own-key'))).toEqual({ key: 'keySpaces' });
    expect(errorsOf(site, draft('ключ', 'own-key'))).toEqual({ key: 'keyForeign' });
    expect(saveInput(site, undefined, draft('sk-1', 'own-key'))).toMatchObject({
      credential: 'sk-1',
      credentialKind: 'own-key',
    });
    expect(saveInput(site, undefined, draft('code'))).not.toHaveProperty('credentialKind');
  });

  it('needs an address of a closed service, and none of its former ones', () => {
    const closed: ProviderDefinition = {
      ...ownServer,
      retired: {
        since: '2023-01-01',
        addresses: ['https://gone.example'],
        reason: { en: 'Gone.', ru: 'Закрыт.' },
      },
    };
    const draft = draftOf(closed, undefined);
    expect(errorsOf(closed, draft)).toEqual({ baseUrl: 'addressMissing' });
    const former = { ...draft, baseUrl: 'https://mine.example https://gone.example/api' };
    expect(errorsOf(closed, former)).toEqual({ baseUrl: 'addressClosed' });
  });

  it('keeps what is written while it is being saved, and knows that this is not saved yet', () => {
    const sent = { name: 'Mine', baseUrl: '', key: { type: 'enter', key: 'sk-1' } as const };
    const now = { ...sent, name: 'Mine, renamed' };
    const after = draftAfterSave(now, sent);
    expect(after).toEqual({ name: 'Mine, renamed', baseUrl: '', key: { type: 'keep' } });
    expect(isChanged(after, draftAfterSave(sent, sent))).toBe(true);
    expect(isChanged(draftAfterSave(sent, sent), draftAfterSave(sent, sent))).toBe(false);
    const other = { ...sent, key: { type: 'enter', key: 'sk-12' } as const };
    expect(draftAfterSave(other, sent)).toBe(other);
  });

  it('is not changed by a field for another key in which nothing is', () => {
    const saved = draftOf(service, view(service, stored));
    expect(isChanged({ ...saved, key: { type: 'enter', key: ' ' } }, saved)).toBe(false);
    expect(isChanged({ ...saved, key: { type: 'enter', key: 'sk-2' } }, saved)).toBe(true);
    expect(isChanged({ ...saved, key: { type: 'remove' } }, saved)).toBe(true);
  });

  it('warns of plain http unless it stays on this computer', () => {
    for (const address of ['http://10.0.0.5/v1', 'http://llm.example']) {
      expect(isUnprotected(address), address).toBe(true);
    }
    for (const address of [
      'http://127.0.0.1:1/v1',
      'http://localhost:1',
      'http://[::1]/',
      'https://x.example',
      'x',
      '',
    ]) {
      expect(isUnprotected(address), address).toBe(false);
    }
  });
});

describe('the status of a provider', () => {
  it('names what is missing before it can be asked', () => {
    expect(statusOf(view(service, stored))).toBe('ready');
    expect(statusOf(view(service, absent))).toBe('needsKey');
    expect(statusOf(view(service, { present: true, state: 'unreadable' }))).toBe('keyUnreadable');
    expect(statusOf(view(ownServer, absent))).toBe('needsAddress');
    expect(statusOf(view(ownServer, absent, 'http://127.0.0.1:1/v1'))).toBe('ready');
    expect(statusOf(view({ ...service, adapter: 'eliza', credential: 'none' }, absent))).toBe(
      'offline',
    );
  });
});
