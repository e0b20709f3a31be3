import type { AppEvent } from '#shared/contract.ts';
import type { Diagnosis, DiagnosisStep } from '#shared/provider/diagnosis.ts';
import type { ProviderId } from '#shared/id.ts';
import type { ProviderView } from '#shared/provider/provider.ts';
import type { Http } from '../../net/http.ts';
import type { Clock } from '../call/clock.ts';
import { diagnosisReport } from './report.ts';
import type { DoctorCalls } from './questions.ts';
import { diagnose } from './doctor.ts';
import type { ProviderRegistry } from '../registry/registry.ts';

export interface CheckupRequest {
  readonly providerId: ProviderId;
  /** Absent: a model that the row or the service names. */
  readonly modelId?: string | undefined;
  /** Tells every window of each step under this id. */
  readonly runId?: string;
  readonly onStep?: (step: DiagnosisStep) => void;
  readonly signal?: AbortSignal;
}

export interface CheckupDependencies {
  readonly http: Http;
  readonly clock: Clock;
  readonly registry: Pick<ProviderRegistry, 'accessTo'>;
  readonly stream: DoctorCalls['stream'];
  readonly broadcast?: ((event: AppEvent) => void) | undefined;
  readonly appVersion?: string | undefined;
}

/** A whole diagnosis with its report; the steps are told as they begin and end. Rejects only when aborted. */
export async function checkUp(
  dependencies: CheckupDependencies,
  view: ProviderView,
  request: CheckupRequest,
): Promise<Diagnosis> {
  const { http, clock, registry, stream, broadcast, appVersion } = dependencies;
  const { runId, modelId, onStep, signal = new AbortController().signal } = request;
  const steps: DiagnosisStep[] = [];
  const calls = { http, clock, accessTo: registry.accessTo, stream };
  for await (const step of diagnose(calls, { view, modelId }, signal)) {
    onStep?.(step);
    if (runId !== undefined) broadcast?.({ type: 'diagnosis-changed', runId, step });
    if (step.status !== 'running') steps.push(step);
  }
  return {
    providerId: view.id,
    isOk: steps.every(({ status }) => status !== 'failed'),
    steps,
    report: diagnosisReport(steps, { view, now: clock.now(), appVersion: appVersion ?? null }),
  };
}
