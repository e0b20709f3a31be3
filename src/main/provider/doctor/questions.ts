import type { DiagnosisStep } from '#shared/provider/diagnosis.ts';
import { FailureError, toFailure } from '#shared/failure.ts';
import type { Failure, FailureCode } from '#shared/failure.ts';
import type { ModelInfo } from '#shared/provider/model.ts';
import type { ProviderView } from '#shared/provider/provider.ts';
import { isVisible } from '#shared/conversation/stream-event.ts';
import type { Http } from '../../net/http.ts';
import type { Clock } from '../call/clock.ts';
import { listProviderModels } from '../registry/models.ts';
import type { ProviderRegistry } from '../registry/registry.ts';
import { redact } from '../call/request.ts';
import type { StreamProvider } from '../call/stream.ts';

/** What is diagnosed: one provider, with the model that is to answer in the end. */
export interface DiagnosisSubject {
  readonly view: ProviderView;
  /** Absent: one that the row or the service names. */
  readonly modelId: string | undefined;
}

/** How a step ended. Its own duration, if it has one, replaces the measured one. */
export type Outcome = Pick<DiagnosisStep, 'status' | 'facts' | 'failure'> &
  Partial<Pick<DiagnosisStep, 'durationMs'>>;

/** What is asked of a service the way an answer asks it. */
export interface DoctorCalls {
  readonly http: Http;
  readonly clock: Clock;
  readonly accessTo: ProviderRegistry['accessTo'];
  readonly stream: StreamProvider;
}

interface ModelQuestions {
  /** Whether there is a credential, and whether the service takes it: only asking for something shows that. */
  readonly credential: () => Promise<Outcome>;
  /** What came of that question otherwise. */
  readonly models: () => Promise<Outcome>;
  /** The list, once it is known. */
  readonly listed: () => readonly ModelInfo[];
}

type Listing =
  | { readonly models: readonly ModelInfo[]; readonly durationMs: number }
  | { readonly failure: Failure; readonly durationMs: number };

const refusals: ReadonlySet<FailureCode> = new Set(['unauthorized', 'missing-credential']);
/** Services that answer, but have no model list or none of ours. */
const withoutList: ReadonlySet<FailureCode> = new Set([
  'model-unavailable',
  'invalid-request',
  'malformed-response',
  'empty-response',
  'forbidden',
]);

export function tryModels(
  calls: DoctorCalls,
  subject: DiagnosisSubject,
  signal: AbortSignal,
): ModelQuestions {
  const { view } = subject;
  let listing: Listing | null = null;

  async function ask(): Promise<Listing> {
    const access = await calls.accessTo(view);
    const start = calls.clock.elapsed();
    try {
      const models = await listProviderModels(calls.http, access, signal);
      return { models, durationMs: calls.clock.elapsed() - start };
    } catch (error) {
      const failure = redact(toFailure(error), access.credential);
      return { failure, durationMs: calls.clock.elapsed() - start };
    }
  }

  async function credential(): Promise<Outcome> {
    listing = await ask();
    const hasCredential = view.credential.present;
    const { durationMs } = listing;
    if ('failure' in listing && refusals.has(listing.failure.code)) {
      return { status: 'failed', facts: { hasCredential }, failure: listing.failure, durationMs };
    }
    const status = hasCredential ? 'passed' : 'unneeded';
    return { status, facts: { hasCredential }, durationMs: 0 };
  }

  async function models(): Promise<Outcome> {
    listing ??= await ask();
    const { durationMs } = listing;
    if ('models' in listing) {
      const modelCount = listing.models.length;
      return { status: modelCount === 0 ? 'warned' : 'passed', facts: { modelCount }, durationMs };
    }
    const { failure } = listing;
    const canGoOn = withoutList.has(failure.code) && chosenModel(subject, []) !== undefined;
    return { status: canGoOn ? 'warned' : 'failed', facts: {}, failure, durationMs };
  }

  const listed = (): readonly ModelInfo[] =>
    listing !== null && 'models' in listing ? listing.models : [];
  return { credential, models, listed };
}

/** A question that says nothing about anybody. */
const PROMPT = 'Answer with the one word OK.';
/** A local model may have to be loaded first. */
const ANSWER_MS = 90_000;

/** One streamed token; the rest is not waited for. */
export async function tryAnswer(
  { stream }: DoctorCalls,
  subject: DiagnosisSubject,
  models: readonly ModelInfo[],
  signal: AbortSignal,
): Promise<Outcome> {
  const modelId = chosenModel(subject, models);
  if (modelId === undefined) throw noModel(subject.view.name);
  const facts = { modelId };
  const enough = new AbortController();
  const limit = AbortSignal.timeout(ANSWER_MS);
  const call = {
    modelId,
    instructions: '',
    turns: [{ role: 'user', text: PROMPT, files: [] }],
    parameters: {},
    stream: true,
    conversationKey: 'connection-check',
  } as const;
  try {
    const batches = stream(subject.view.id, call, {
      signal: AbortSignal.any([signal, limit, enough.signal]),
      hasAlternative: true,
    });
    for await (const events of batches) {
      const last = events.at(-1);
      if (events.some(isVisible) || last?.type === 'finish') return { status: 'passed', facts };
      if (last?.type === 'error') return { status: 'failed', facts, failure: last.failure };
    }
  } catch (error) {
    if (!limit.aborted) throw error;
    return { status: 'failed', facts, failure: tooSlow(subject.view.name) };
  } finally {
    enough.abort();
  }
  return { status: 'failed', facts, failure: nothingCame(modelId) };
}

/** The one asked for, else the first of the row that the service has, else the first that it has. */
function chosenModel(
  { view, modelId }: DiagnosisSubject,
  models: readonly ModelInfo[],
): string | undefined {
  const known = view.definition.models;
  const listed = new Set(models.map(({ id }) => id));
  return modelId ?? known.find((id) => listed.has(id)) ?? models[0]?.id ?? known[0];
}

function noModel(name: string): FailureError {
  return new FailureError({
    code: 'model-unavailable',
    message: `Cannot ask ${name}: it names no model. Load or install one there, or type a model's id in the model picker.`,
    retryable: false,
  });
}

function tooSlow(name: string): Failure {
  return {
    code: 'timed-out',
    message: `Cannot get an answer of ${name}: no word came within ${ANSWER_MS / 1000} seconds. Try again; a large local model may still be loading.`,
    retryable: true,
  };
}

function nothingCame(modelId: string): Failure {
  return {
    code: 'empty-response',
    message: `Cannot get an answer of ${modelId}: the connection ended without one. Try again, or choose another model.`,
    retryable: true,
  };
}
