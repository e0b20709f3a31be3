import type { z } from 'zod';
import { FailureError } from '#shared/failure.ts';
import type { ModelInfo } from '#shared/provider/model.ts';

/** A model as a list tells of it; `undefined` where it does not. */
type ListedModel = { readonly id: string } & {
  readonly [Key in Exclude<keyof ModelInfo, 'id'>]?: ModelInfo[Key] | undefined;
};

/** Services with the longest lists have some hundreds. */
const MOST_MODELS = 5000;
const LONGEST_ID = 256;
const LONGEST_NAME = 200;

/**
 * The models of a list that has the shape of `schema`; throws `malformed-response` for anything else. A model without
 * an id that can be asked for, and whatever is beyond the 5000th, is left out; a long name is cut.
 */
export function readModels<Schema extends z.ZodType>(
  schema: Schema,
  body: unknown,
  read: (list: z.output<Schema>) => readonly ListedModel[],
): readonly ModelInfo[] {
  const list = schema.safeParse(body);
  if (list.success) return read(list.data).filter(isUsable).slice(0, MOST_MODELS).map(told);
  throw new FailureError({
    code: 'malformed-response',
    message:
      'Cannot list the models: the address does not answer with a list of models. Check the base URL.',
    retryable: false,
  });
}

function isUsable({ id }: ListedModel): boolean {
  return id !== '' && id.length <= LONGEST_ID;
}

function told({ id, name, contextLength, maxOutput }: ListedModel): ModelInfo {
  return {
    id,
    ...(name !== undefined && { name: name.slice(0, LONGEST_NAME) }),
    ...(contextLength !== undefined && { contextLength }),
    ...(maxOutput !== undefined && { maxOutput }),
  };
}
