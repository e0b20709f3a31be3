import { expect, test } from 'vitest';
import { DRAFT_FILE_LIMIT_BYTES } from '#shared/conversation/draft.ts';
import { attachFile, attachText, isHugePaste, mediaTypeOf } from './attachments.ts';

test('a paste is huge by its length or by its lines, and ordinary at the limit', () => {
  expect(isHugePaste('a'.repeat(4000))).toBe(false);
  expect(isHugePaste('a'.repeat(4001))).toBe(true);
  expect(isHugePaste(Array.from({ length: 60 }, () => 'x').join('\n'))).toBe(false);
  expect(isHugePaste(Array.from({ length: 61 }, () => 'x').join('\n'))).toBe(true);
});

test('a pasted text survives as a file, character by character', () => {
  const { file, pasted } = attachText('Pasted text', 'Привет 👋\n世界');
  expect(Buffer.from(file.data, 'base64').toString('utf8')).toBe('Привет 👋\n世界');
  expect(pasted).toBe('Привет 👋\n世界');
});

test('source code without a known type is text', async () => {
  const attached = await attachFile(new File(['fn main() {}'], 'main.rs'));
  expect(attached).toMatchObject({ file: { name: 'main.rs', mediaType: 'text/plain' } });
});

test('a text cut inside a character at the end of the looked-at head is still text', () => {
  expect(mediaTypeOf('', new TextEncoder().encode('я'.repeat(4096) + 'я').subarray(0, 8191))).toBe(
    'text/plain',
  );
});

test('a binary file that models cannot read is refused by name', async () => {
  const attached = await attachFile(new File([new Uint8Array([80, 75, 3, 4, 0, 0])], 'a.zip'));
  expect(attached).toEqual({ reason: 'unsupported', name: 'a.zip' });
});

test('a file above the limit is refused before it is read', async () => {
  const attached = await attachFile(
    new File([new Uint8Array(DRAFT_FILE_LIMIT_BYTES + 1)], 'big.png'),
  );
  expect(attached).toEqual({ reason: 'tooLarge', name: 'big.png' });
});
