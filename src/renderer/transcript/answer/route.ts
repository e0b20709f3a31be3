import type { RouteStep } from '#shared/conversation/conversation.ts';
import type { ModelRef } from '#shared/provider/model.ts';

/** Whether the way to an answer is worth telling: one answered after another had failed, or several models were asked in vain. */
export function isDetour(steps: readonly RouteStep[]): boolean {
  const [first] = steps;
  const last = steps.at(-1);
  if (first === undefined || last === undefined || steps.length < 2) return false;
  const hasOneModel = steps.every(({ model }) => isSameModel(model, first.model));
  return last.failure === undefined
    ? steps.some(({ failure }) => failure !== undefined)
    : !hasOneModel;
}

/** Without the tries that repeat the one before at the same place with the same end. */
export function withoutRepetitions(steps: readonly RouteStep[]): readonly RouteStep[] {
  return steps.filter((step, index) => {
    const next = steps[index + 1];
    return (
      next === undefined ||
      next.failure?.code !== step.failure?.code ||
      next.server !== step.server ||
      !isSameModel(next.model, step.model)
    );
  });
}

/** What tells the steps apart: their models where these differ, else their servers. */
export function nameSteps(
  steps: readonly RouteStep[],
  nameModel: (model: ModelRef) => string,
): (step: RouteStep) => string {
  const [first] = steps;
  const hasOneModel =
    first !== undefined && steps.every(({ model }) => isSameModel(model, first.model));
  return ({ model, server }) => (hasOneModel ? (server ?? nameModel(model)) : nameModel(model));
}

function isSameModel(one: ModelRef, other: ModelRef): boolean {
  return one.providerId === other.providerId && one.modelId === other.modelId;
}
