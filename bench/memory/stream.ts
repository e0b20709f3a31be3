export const MEGABYTE = 1024 * 1024;

export const WORDS = 'Nothing is held longer than it takes to pass it on. '.repeat(80);

export const streamedEvent = `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: WORDS } }] })}\n\n`;

export const streamEnd =
  'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n';
