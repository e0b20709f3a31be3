import { describe, expect, it } from 'vitest';
import { providerIdSchema } from '#shared/id.ts';
import { isBuiltIn } from '#shared/provider/provider.ts';
import { adapters } from '../formats/adapters.ts';
import { normalizeBaseUrl } from './base-url.ts';
import { catalog, findDefinition, OFFLINE_PROVIDER_ID } from './catalog.ts';

describe('the catalog', () => {
  it('has every id once', () => {
    expect(new Set(catalog.map(({ id }) => id)).size).toBe(catalog.length);
  });

  it('begins with the offline provider', () => {
    expect(catalog[0]).toBe(findDefinition(OFFLINE_PROVIDER_ID));
  });
});

describe.each(catalog.map((definition) => [definition.id, definition] as const))(
  'the row of %s',
  (id, definition) => {
    it('has an id that a conversation can name, and a wire format that is built', () => {
      expect(providerIdSchema.safeParse(id).success).toBe(true);
      expect(isBuiltIn(definition.adapter) || definition.adapter in adapters).toBe(true);
    });

    it('has addresses as people mean them, protected outside of this computer', () => {
      for (const baseUrl of definition.baseUrls) {
        expect(normalizeBaseUrl(baseUrl)).toBe(baseUrl);
        expect(baseUrl).toMatch(/^(?:https:\/\/|http:\/\/127\.0\.0\.1:)/);
      }
    });

    it('says of a relay and of a closed service what it is', () => {
      const { retired, note, headers = {} } = definition;
      if (retired !== undefined) {
        expect(retired.since).toMatch(/^20\d\d-\d\d-\d\d$/);
        for (const reason of Object.values(retired.reason)) expect(reason).toMatch(/\.$/);
        expect(note).toBe('relay');
        // Nobody is sent to where it was.
        expect(definition.baseUrls).toEqual([]);
        for (const address of retired.addresses) expect(normalizeBaseUrl(address)).toBe(address);
        for (const address of retired.addresses)
          expect(JSON.stringify({ ...definition, retired: null })).not.toContain(
            new URL(address).host,
          );
      }
      // Headers that name a server name the one that is asked, wherever it is.
      for (const name of ['authority', 'origin', 'referer']) {
        const value = headers[name];
        if (value !== undefined) expect(value).toMatch(/^\{(?:host|origin)\}/);
      }
    });

    it('tells where to get a credential that it requires', () => {
      if (definition.credential !== 'required') return;
      if (definition.retired === undefined || definition.retired.addresses.length === 0)
        expect(definition.credentialUrl).toMatch(/^https:\/\//);
      expect(definition.credentialVariable).toMatch(/^[A-Z][A-Z_]+$/);
      expect(definition.auth.type).not.toBe('none');
    });
  },
);
