import { useEffect, useState } from 'react';
import type { Diagnosis, DiagnosisStep, DiagnosisStepId } from '#shared/provider/diagnosis.ts';
import { toFailure } from '#shared/failure.ts';
import type { Failure } from '#shared/failure.ts';
import type { ProviderId } from '#shared/id.ts';
import { diagnose } from '../../client/provider/diagnosis.ts';

export interface RunningDiagnosis {
  readonly steps: ReadonlyMap<DiagnosisStepId, DiagnosisStep>;
  /** `null` while it runs. */
  readonly outcome: Diagnosis | { readonly failure: Failure } | null;
}

/** Checks the connection as soon as it is shown. */
export function useDiagnosis(
  providerId: ProviderId,
  modelId: string | undefined,
): RunningDiagnosis {
  const [steps, setSteps] = useState<RunningDiagnosis['steps']>(new Map());
  const [outcome, setOutcome] = useState<RunningDiagnosis['outcome']>(null);
  useEffect(() => {
    let isCurrent = true;
    const subject = { providerId, ...(modelId !== undefined && { modelId }) };
    const onStep = (step: DiagnosisStep): void => {
      if (isCurrent) setSteps((before) => new Map(before).set(step.id, step));
    };
    diagnose(subject, onStep).then(
      (diagnosis) => isCurrent && setOutcome(diagnosis),
      (error: unknown) => isCurrent && setOutcome({ failure: toFailure(error) }),
    );
    return () => {
      isCurrent = false;
    };
  }, [providerId, modelId]);

  return { steps, outcome };
}
