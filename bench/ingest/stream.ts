/** How the server sends its events: 50 in each write, cut anywhere, a thousand a second each by itself, or one and the end. */
export type Pace = 'packed' | 'odd' | 'paced' | 'single';

export interface StreamPlan {
  readonly pace: Pace;
  readonly events: number;
}

/** The base URL under which a server of {@link file://./server.process.ts} sends this. */
export function baseUrlOf(port: number, { pace, events }: StreamPlan): string {
  return `http://127.0.0.1:${port}/${pace}/${events}/v1`;
}

/** Twelve characters, among them some of several bytes. */
export function deltaAt(index: number): string {
  return `${index % 10 === 0 ? 'Übung ' : 'token '}${index.toString(36).padStart(6, '·')}`;
}

/** An event of about 290 bytes, with the fields that OpenAI sends. */
export function eventAt(index: number): string {
  const chunk = {
    id: 'chatcmpl-CJ0sYy9Lx4hOe8mNQv1KcW2rTdPzA',
    object: 'chat.completion.chunk',
    created: 1_789_000_000,
    model: 'gpt-4.1-2025-04-14',
    service_tier: 'default',
    system_fingerprint: 'fp_51e1070cf2',
    choices: [
      { index: 0, delta: { content: deltaAt(index) }, logprobs: null, finish_reason: null },
    ],
    obfuscation: 'Z8kQ2w',
  };
  return `data: ${JSON.stringify(chunk)}\n\n`;
}

export const streamEnd =
  'data: {"id":"chatcmpl-CJ0sYy9Lx4hOe8mNQv1KcW2rTdPzA","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n';
