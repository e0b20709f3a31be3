import type { z } from 'zod';
import { FailureError } from '#shared/failure.ts';
import type { ModelInfo } from '#shared/provider/model.ts';

/** A model as a list tells of it; `undefined` where it does not. */
type ListedModel = { readonly id: string } & {
  readonly [Key in Exclude<keyof ModelInfo, 'id'>]?: ModelInfo[Key] | undefined;
};

/** The models of a list that has the shape of `schema`; throws `malformed-response` for anything else. */
export function readModels<Schema extends z.ZodType>(
  schema: Schema,
  body: unknown,
  read: (list: z.output<Schema>) => readonly ListedModel[],
): readonly ModelInfo[] {
  const list = schema.safeParse(body);
  if (list.success) return read(list.data).map(told);
  throw new FailureError({
    code: 'malformed-response',
    message:
      'Cannot list the models: the address does not answer with a list of models. Check the base URL.',
    retryable: false,
  });
}

function told({ id, name, contextLength, maxOutput }: ListedModel): ModelInfo {
  return {
    id,
    ...(name !== undefined && { name }),
    ...(contextLength !== undefined && { contextLength }),
    ...(maxOutput !== undefined && { maxOutput }),
  };
}
