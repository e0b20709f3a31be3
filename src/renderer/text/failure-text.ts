import type { TFunction } from 'i18next';
import type { Failure } from '#shared/failure.ts';

/** What the wording of a failure may name. */
export interface FailureNames {
  readonly provider: string;
  readonly model: string;
}

export interface FailureText {
  readonly title: string;
  readonly remedy: string;
}

/** A failure in a person's words: what happened, and what to do. */
export function failureText(t: TFunction, { code }: Failure, names: FailureNames): FailureText {
  return {
    title: t(`failure.${code}.title`, { ...names }),
    remedy: t(`failure.${code}.remedy`, { ...names }),
  };
}
