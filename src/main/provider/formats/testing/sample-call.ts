import type { FilePart } from '#shared/conversation/conversation.ts';
import type { HttpRequest, ModelCall } from '../adapter.ts';

/** A call with one question, and what a test says of it. */
export function sampleCall(call: Partial<ModelCall> = {}): ModelCall {
  return {
    modelId: 'model',
    instructions: '',
    turns: [{ role: 'user', text: 'Hello', files: [] }],
    parameters: {},
    stream: true,
    bodyDefaults: {},
    conversationKey: 'conversation',
    ...call,
  };
}

export function bodyOf(request: HttpRequest): unknown {
  return JSON.parse(request.body);
}

export function sampleFile(name: string, mediaType: string, content: string): FilePart {
  const data = Buffer.from(content, 'utf8').toString('base64');
  return { type: 'file', name, mediaType, data };
}
