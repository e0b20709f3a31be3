import { expect, test } from 'vitest';
import { LONG, SHORT, superlinear } from '#shared/testing/growth.ts';
import type { Reader } from '#shared/testing/growth.ts';
import { linkWarning } from './markdown/link/warning.ts';
import { safeUrl } from './markdown/parse/safe-url.ts';
import { createSplitter } from './markdown/parse/splitter.ts';
import { closeUnfinished } from './markdown/parse/unfinished.ts';
import { endOfSentences, toSpeech } from './transcript/announce/sentences.ts';

const readers: Readonly<Record<string, Reader>> = {
  'the address of a link': safeUrl,
  'the text of a link': (text) => linkWarning(text, 'https://example.org/'),
  'markup that is open': closeUnfinished,
  'the end of sentences': endOfSentences,
  'what is read aloud': toSpeech,
  'the Markdown of an answer': (text) => createSplitter().update(text, false),
  'the Markdown of an answer that arrives': (text) => createSplitter().update(text, true),
};

/** `npm run linear` reads texts of 4 MB, which takes minutes. */
const largest = process.env['PARLEY_LINEAR'] === 'long' ? LONG : SHORT;

/** Of this thread alone, in milliseconds: other programs do not count. */
const cpuTime = (): number => process.threadCpuUsage().user / 1000;

test.each(Object.entries(readers))(
  '%s: ten times the text, at most 15 times the time',
  {
    timeout: 1_800_000,
  },
  async (_, read) => {
    expect(await superlinear(read, cpuTime, largest)).toEqual([]);
  },
);
