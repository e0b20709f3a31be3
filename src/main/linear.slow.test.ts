import { Buffer } from 'node:buffer';
import { expect, test } from 'vitest';
import type { StreamEvent } from '#shared/conversation/stream-event.ts';
import { estimateTokens } from '#shared/conversation/estimate-tokens.ts';
import { canonical, keyOfCode } from '#shared/command/accelerator.ts';
import { fileNameOf } from '#shared/export/file-name.ts';
import { redact, redactStart } from '#shared/redact.ts';
import { fold, foldWithOffsets } from '#shared/search/fold.ts';
import { parseQuery } from '#shared/search/query.ts';
import { LONG, SHORT, superlinear } from '#shared/testing/growth.ts';
import type { Reader } from '#shared/testing/growth.ts';
import { jsonElements } from './conversation/import/json-elements.ts';
import { contentOf } from './conversation/import/chatgpt-content.ts';
import { snippetOf } from './conversation/search/snippet.ts';
import { cleanTitle } from './conversation/title.ts';
import { createCookieJars } from './net/cookies.ts';
import { createFrameCutter } from './net/frames/frames.ts';
import { bypasses } from './net/proxy/bypass.ts';
import { parseProxyAddress, parseProxyList } from './net/proxy/route.ts';
import { withoutAdverts } from './provider/call/adverts.ts';
import { redactSecret } from './provider/call/redact-secret.ts';
import { normalizeBaseUrl, withApiPath } from './provider/catalog/base-url.ts';
import { replyAsEliza } from './provider/eliza/reply.ts';
import { adapters } from './provider/formats/adapters.ts';
import { createBodyReader } from './provider/formats/chatbot-ui/body.ts';
import { delayInHeaders, delayInSentence, delayOfText } from './provider/formats/failure/delay.ts';
import { codeOf } from './provider/formats/failure/order.ts';
import { wholeElements } from './provider/formats/gemini/array.ts';
import { createThinkTags } from './provider/formats/openai-chat/think-tags.ts';
import { failureOf, pageFailure } from './provider/formats/read-failure.ts';
import { salvage } from './storage/conversation/salvage.ts';
import { isVersion } from './update/version.ts';
import { parseLink } from './window/link-address.ts';

/** As much as a socket gives at once. */
const CHUNK = 16_384;

function* chunksOf(text: string): Generator<string> {
  for (let start = 0; start < text.length; start += CHUNK) yield text.slice(start, start + CHUNK);
}

async function* arriving<Piece>(
  text: string,
  make: (chunk: string) => Piece,
): AsyncGenerator<Piece> {
  for (const chunk of chunksOf(text)) yield make(chunk);
}

async function drain(values: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of values);
}

function cutFrames(framing: 'sse' | 'ndjson' | 'text', mediaType: string): Reader {
  return (text) => {
    const cutter = createFrameCutter(framing, { host: 'test', mediaType });
    for (const chunk of chunksOf(text)) cutter.add(Buffer.from(chunk));
    cutter.end();
  };
}

function inChunks(create: () => { add: (text: string) => unknown; end: () => unknown }): Reader {
  return (text) => {
    const reader = create();
    for (const chunk of chunksOf(text)) reader.add(chunk);
    reader.end();
  };
}

const advert = { opening: '> provided by [', closing: ')' };

function textEvents(text: string): AsyncGenerator<readonly StreamEvent[]> {
  return arriving(text, (delta) => [{ type: 'text-delta', index: 0, delta }]);
}

const readers: Readonly<Record<string, Reader>> = {
  redact,
  'the redacted start': (text) => redactStart(text, 600),
  'a known secret': (text) => redactSecret(`${text}…`, 'sk-aaaaaaaaaaaa'),
  'a secret that is the text': (text) => redactSecret('sk', text.slice(0, 16_384)),
  'a link': parseLink,
  'the path of a link': (text) => parseLink(`https://example.org/${text}`),
  'a mail link': (text) => parseLink(`mailto:a@example.org?${text}`),
  'a title': cleanTitle,
  'the name of a file': (text) => fileNameOf(text, 'x'),
  'an estimate of tokens': estimateTokens,
  'an accelerator': (text) => canonical(text, 'linux'),
  'the code of a key': keyOfCode,
  'a search': parseQuery,
  fold,
  'fold with its places': foldWithOffsets,
  'a snippet': (text) => snippetOf(text, ['a', 'aa']),
  'the elements of a file': (text) =>
    drain(jsonElements(arriving(`[${text}]`, (chunk) => Buffer.from(chunk)))),
  'an imported message': (text) =>
    contentOf({
      author: { role: 'assistant' },
      content: { content_type: 'text', parts: [text] },
    }),
  'imported code': (text) =>
    contentOf({ author: { role: 'assistant' }, content: { content_type: 'code', text } }),
  'a broken conversation': salvage,
  'the title of a broken conversation': (text) => salvage(`"title": "${text}`),
  'a version': isVersion,
  'a cookie': (text) =>
    createCookieJars().of('owner', 'server').keep('https://example.org/', [text]),
  'an entry of the bypass list': (text) =>
    bypasses([text], new URL(`https://${'a'.repeat(63)}.${'a.'.repeat(90)}b`)),
  'a bypass list': (text) => bypasses(text.split(','), new URL('https://a.example')),
  'the address of a proxy': parseProxyAddress,
  'a list of proxies': parseProxyList,
  'a base URL': (text) => normalizeBaseUrl(`https://example.org/${text}`),
  'the path of an API': (text) => withApiPath(`https://example.org/${text}`, '/api/openai/v1'),
  'what is told to ELIZA': (text) => replyAsEliza([{ role: 'user', text, files: [] }]),
  'events of a server': cutFrames('sse', 'text/event-stream'),
  'events that are called a page': cutFrames('sse', 'text/html'),
  'lines of a server': cutFrames('ndjson', 'application/x-ndjson'),
  'lines that are called JSON': cutFrames('ndjson', 'application/json'),
  'text of a server': cutFrames('text', 'text/plain'),
  'text that is called a page': cutFrames('text', 'text/html'),
  'thoughts in tags': inChunks(createThinkTags),
  'thoughts that were opened': (text) => inChunks(createThinkTags)(`<think>${text}`),
  'a body without a type': inChunks(createBodyReader),
  'events without a type': (text) => inChunks(createBodyReader)(`data: {${text}`),
  'a page without a type': (text) => inChunks(createBodyReader)(`<html${text}`),
  adverts: (text) => drain(withoutAdverts(textEvents(text), [advert])),
  'an advert that was opened': (text) =>
    drain(withoutAdverts(textEvents(`\n${advert.opening}${text}`), [advert])),
  'a delay in a sentence': delayInSentence,
  'a delay': delayOfText,
  'the delays of headers': (text) =>
    delayInHeaders(
      { 'retry-after': text, [`x-ratelimit-${text}reset`]: text },
      { withLimits: true },
    ),
  'the words of a refusal': (text) => codeOf({ names: [text], sentence: text }),
  'a refusal in an answer': (text) => failureOf({ words: [text], message: text }),
  'a page in place of an answer': pageFailure,
  'the elements of a broken array': wholeElements,
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

test.each(Object.entries(adapters))(
  '%s: answers and refusals in linear time',
  {
    timeout: 1_800_000,
  },
  async (_, { createDecoder, readFailure, models }) => {
    const failed = { status: 400, statusText: '', headers: {} };
    const read: Reader = (text) => {
      for (const body of [text, `<html>${text}`, JSON.stringify({ error: { message: text } })])
        readFailure({ ...failed, body });
      for (const type of ['event', 'line', 'document'] as const) {
        const frame = type === 'event' ? { type, event: undefined, data: text } : { type, text };
        createDecoder().accept(frame);
      }
      models.parse({ data: [{ id: text, name: text }], models: [{ name: text, id: text }] });
    };
    expect(await superlinear(read, cpuTime, largest)).toEqual([]);
  },
);
