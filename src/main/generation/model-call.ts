import { branchTo } from '#shared/conversation/branch.ts';
import type {
  AssistantMessage,
  Conversation,
  FilePart,
  Message,
  UserMessage,
} from '#shared/conversation/conversation.ts';
import { textOf } from '#shared/conversation/conversation.ts';
import type { MessageId } from '#shared/id.ts';
import type { Turn } from '../provider/formats/adapter.ts';
import type { ProviderCall } from '../provider/call/attempt.ts';

/**
 * What a model is asked so that it answers the branch that ends at `leafId`. Ends in a user turn, or in the answer at
 * `leafId` when that is to be continued and has text. Partial answers are included with what they have; answers without
 * text are left out, and turns of the same role that meet thereby become one.
 */
export function modelCallFor(
  conversation: Conversation,
  leafId: MessageId,
  modelId: string,
): ProviderCall {
  return {
    modelId,
    instructions: conversation.instructions,
    turns: mergeTurns(branchTo(conversation, leafId).flatMap(turnOf)),
    parameters: conversation.parameters,
    stream: true,
    conversationKey: conversation.id.replace(/^conv_/, ''),
  };
}

function turnOf(message: Message): Turn[] {
  return message.role === 'user' ? userTurn(message) : assistantTurn(message);
}

function userTurn(message: UserMessage): Turn[] {
  const files = message.parts.filter((part): part is FilePart => part.type === 'file');
  const text = textOf(message);
  return text === '' && files.length === 0 ? [] : [{ role: 'user', text, files }];
}

function assistantTurn(message: AssistantMessage): Turn[] {
  const text = textOf(message);
  if (text.trim() === '') return [];
  const reasoning = message.parts.flatMap((part) => {
    if (part.type !== 'reasoning') return [];
    const { text, providerMetadata } = part;
    return [providerMetadata === undefined ? { text } : { text, providerMetadata }];
  });
  return [{ role: 'assistant', text, reasoning }];
}

function mergeTurns(turns: readonly Turn[]): Turn[] {
  const merged: Turn[] = [];
  for (const turn of turns) {
    const joined = joinTurns(merged.at(-1), turn);
    if (joined === null) merged.push(turn);
    else merged[merged.length - 1] = joined;
  }
  return merged;
}

function joinTurns(first: Turn | undefined, second: Turn): Turn | null {
  if (first?.role === 'user' && second.role === 'user') {
    const text = joinTexts(first.text, second.text);
    return { role: 'user', text, files: [...first.files, ...second.files] };
  }
  if (first?.role === 'assistant' && second.role === 'assistant') {
    const text = joinTexts(first.text, second.text);
    return { role: 'assistant', text, reasoning: [...first.reasoning, ...second.reasoning] };
  }
  return null;
}

function joinTexts(first: string, second: string): string {
  return first === '' || second === '' ? first + second : `${first}\n\n${second}`;
}
