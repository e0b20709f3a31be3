import type { GenerationParameters } from '#shared/provider/model.ts';

type Effort = NonNullable<GenerationParameters['reasoningEffort']>;
type Fields = Readonly<Record<string, unknown>>;

export interface AnswerLimits {
  readonly modelId: string;
  readonly parameters: GenerationParameters;
  /** `max_tokens` of the row's body defaults. */
  readonly rowLimit: unknown;
  /** Whether thinking of earlier answers goes along. */
  readonly hasKeptThinking: boolean;
}

/**
 * `max_tokens`, thinking and sampling: they depend on one another and on the version of the model.
 * - Before 3.7 models do not think, up to 4.5 within a budget of tokens, later by effort, and from 5 on always.
 * - A model that thinks refuses temperature and top_p; from 4.7 on every model does.
 * - Thinking that goes back to a model after 5 must follow exactly what it followed at first. An edited branch or other
 *   instructions change that: the service is asked to drop what no longer fits instead of refusing the request.
 * https://platform.claude.com/docs/en/build-with-claude/adaptive-thinking
 * https://platform.claude.com/docs/en/build-with-claude/preserved-thinking
 */
export function answerLimits(options: AnswerLimits): Fields {
  const { modelId, parameters, rowLimit, hasKeptThinking } = options;
  const version = versionOf(modelId);
  const modelLimit = typeof rowLimit === 'number' ? rowLimit : largestAnswer(version);
  const limit = parameters.maxOutputTokens ?? modelLimit;
  const { reasoningEffort: effort } = parameters;
  if (version >= 4.06 && (effort !== undefined || version >= 5)) {
    const binding = { block_binding: { prefix_mismatch_behavior: 'drop_block' } };
    return {
      max_tokens: limit,
      thinking: {
        type: 'adaptive',
        display: 'summarized',
        ...(version > 5 && hasKeptThinking && binding),
      },
      ...(effort !== undefined && {
        output_config: { effort: effort === 'minimal' ? 'low' : effort },
      }),
    };
  }
  if (effort !== undefined && (version >= 3.07 || version === UNKNOWN))
    return budget(effort, limit);
  return { max_tokens: limit, ...(version < 4.07 && sampling(parameters)) };
}

/** Of servers that speak this format for models of others. */
const UNKNOWN = 0;

/** Major version and hundredths of the minor one: `claude-opus-4-5-20251101` is 4.05; a name without one is recent. */
function versionOf(modelId: string): number {
  if (!modelId.includes('claude')) return UNKNOWN;
  const found = /claude-(?:[a-z]+-)?(\d+)(?:[-.](\d{1,2})(?!\d))?/.exec(modelId);
  return found === null ? 4.07 : Number(found[1]) + Number(found[2] ?? 0) / 100;
}

/** The most that a model of this version gives without a beta header. */
function largestAnswer(version: number): number {
  if (version === UNKNOWN) return 8192;
  if (version < 3.05) return 4096;
  if (version < 3.07) return 8192;
  return version < 4.06 ? 32_000 : 64_000;
}

const budgets: Readonly<Record<Effort, number>> = {
  minimal: 1024,
  low: 2048,
  medium: 8192,
  high: 16_384,
};

/** At most half of the limit, and at least what the format allows; the answer keeps its room beside it. */
function budget(effort: Effort, limit: number): Fields {
  const tokens = Math.max(1024, Math.min(budgets[effort], Math.floor(limit / 2)));
  return {
    max_tokens: limit > tokens ? limit : tokens + limit,
    thinking: { type: 'enabled', budget_tokens: tokens },
  };
}

function sampling({ temperature, topP }: GenerationParameters): Fields {
  return {
    ...(temperature !== undefined && { temperature: Math.min(temperature, 1) }),
    ...(topP !== undefined && { top_p: topP }),
  };
}
