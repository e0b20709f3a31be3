import type { ProcedureInput } from '#shared/contract.ts';
import type { Diagnosis, DiagnosisStep } from '#shared/provider/diagnosis.ts';
import { call } from '../bridge.ts';

type StepListener = (step: DiagnosisStep) => void;

/** The checks that this window asked for; others are somebody else's. */
const listeners = new Map<string, StepListener>();

export function receiveDiagnosisStep(runId: string, step: DiagnosisStep): void {
  listeners.get(runId)?.(step);
}

/** Checks the connection to a provider; each step is told as it begins and ends. Throws a `FailureError`. */
export async function diagnose(
  subject: Omit<ProcedureInput<'provider.diagnose'>, 'runId'>,
  onStep: StepListener,
): Promise<Diagnosis> {
  const runId = crypto.randomUUID();
  listeners.set(runId, onStep);
  try {
    return await call('provider.diagnose', { ...subject, runId });
  } finally {
    listeners.delete(runId);
  }
}
