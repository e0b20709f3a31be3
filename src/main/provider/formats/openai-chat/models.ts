import { FailureError } from '#shared/failure.ts';
import type { ModelInfo } from '#shared/provider/model.ts';
import { chatModelsSchema } from './schema.ts';

/** Kinds of models that answer no conversation; a list that names no kind is taken as it is. */
const otherKinds = new Set(['embedding', 'embeddings', 'image', 'audio', 'rerank', 'moderation']);

export function parseChatModels(body: unknown): readonly ModelInfo[] {
  const list = chatModelsSchema.safeParse(body).data;
  if (list === undefined)
    throw new FailureError({
      code: 'malformed-response',
      message:
        'Cannot list the models: the answer is not a model list. Check that the base URL ends with the version, for example /v1.',
      retryable: false,
    });
  return list.flatMap((model): ModelInfo[] => {
    if (model.id === undefined || model.id === '') return [];
    if (otherKinds.has(model.type ?? '') || model.capabilities?.completion_chat === false)
      return [];
    const name = model.display_name ?? model.name;
    const contextLength =
      model.context_length ??
      model.context_window ??
      model.max_context_length ??
      model.max_model_len ??
      model.meta?.n_ctx_train;
    const maxOutput = model.top_provider?.max_completion_tokens ?? model.max_completion_tokens;
    return [
      {
        id: model.id,
        ...(name !== undefined && name !== model.id && { name }),
        ...(contextLength !== undefined && { contextLength }),
        ...(maxOutput !== undefined && { maxOutput }),
      },
    ];
  });
}
