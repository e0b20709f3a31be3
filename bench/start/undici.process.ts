import { request } from 'undici';

/** The least that shows the first piece of an answer in a terminal: `URL`. */
const response = await request(process.argv[2] ?? '', {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ model: 'm', stream: true, messages: [{ role: 'user', content: 'Hi' }] }),
});
for await (const piece of response.body) process.stdout.write(piece as Uint8Array);
