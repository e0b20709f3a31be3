import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { diagnosisStepIds } from '#shared/provider/diagnosis.ts';
import type { DiagnosisStep, DiagnosisStepId } from '#shared/provider/diagnosis.ts';
import { FailureError, toFailure } from '#shared/failure.ts';
import type { Failure } from '#shared/failure.ts';
import { addressesOf, isBuiltIn } from '#shared/provider/provider.ts';
import type { ProviderView } from '#shared/provider/provider.ts';
import { certificateFailure } from '../../net/tls/certificate-failure.ts';
import { transportFailure } from '../../net/failures.ts';
import { bareHost } from '../../net/loopback-address.ts';
import { isUnprotected, serverOf } from '../catalog/base-url.ts';
import { tryAnswer, tryModels } from './questions.ts';
import type { DiagnosisSubject, DoctorCalls, Outcome } from './questions.ts';

const LOOKUP_MS = 10_000;
/** A certificate that ends sooner is worth a warning, in milliseconds. */
const SOON_MS = 14 * 24 * 3600 * 1000;

/**
 * Tries everything that an answer needs, in its order: each step is told as it begins and as it ends. After a failed one
 * the others are skipped. Ends by throwing the signal's reason when that aborts.
 */
export async function* diagnose(
  dependencies: DoctorCalls,
  subject: DiagnosisSubject,
  signal: AbortSignal,
): AsyncGenerator<DiagnosisStep> {
  const { clock } = dependencies;
  const steps = stepsFor(dependencies, subject, signal);
  let hasFailed = false;
  for (const id of diagnosisStepIds) {
    if (hasFailed) {
      yield { id, status: 'skipped', durationMs: 0, facts: {} };
      continue;
    }
    yield { id, status: 'running', durationMs: 0, facts: {} };
    const start = clock.elapsed();
    let outcome: Outcome;
    try {
      outcome = await steps[id]();
    } catch (error) {
      outcome = { status: 'failed', facts: {}, failure: toFailure(error) };
    }
    signal.throwIfAborted();
    hasFailed = outcome.status === 'failed';
    yield { id, durationMs: clock.elapsed() - start, ...outcome };
  }
}

type Steps = Readonly<Record<DiagnosisStepId, () => Promise<Outcome>>>;

function stepsFor(
  dependencies: DoctorCalls,
  subject: DiagnosisSubject,
  signal: AbortSignal,
): Steps {
  const { http, clock } = dependencies;
  const { view } = subject;
  if (isBuiltIn(view.definition.adapter)) {
    const answer = (): Promise<Outcome> => tryAnswer(dependencies, subject, [], signal);
    return { ...withoutNetwork, answer };
  }
  const address = addressOf(view);
  let proxy: string | null = null;
  const questions = tryModels(dependencies, subject, signal);

  return {
    address: async () => {
      if (address === undefined) throw noAddress(view.name);
      const facts = { server: serverOf(address.href) };
      [proxy = null] = await http.proxiesTo(address.href);
      return isUnprotected(address.href)
        ? { status: 'warned', facts: { ...facts, isUnprotected: true } }
        : { status: 'passed', facts };
    },
    dns: async () => {
      const host = bareHost(address?.hostname ?? '');
      if (isIP(host) !== 0) return unneeded;
      try {
        const found = await within(LOOKUP_MS, lookup(host, { all: true }), host);
        return { status: 'passed', facts: { addresses: found.map((entry) => entry.address) } };
      } catch (error) {
        const { failure } = transportFailure(error, host, 'request');
        // A proxy looks names up itself.
        return { status: proxy === null ? 'failed' : 'warned', facts: {}, failure };
      }
    },
    // A proxy that cannot be used shows when something is asked through it: TLS, or the model list.
    proxy: () => Promise.resolve({ status: 'passed', facts: { proxy } }),
    tls: () =>
      address?.protocol === 'https:'
        ? inspect(dependencies, address, clock.now())
        : Promise.resolve(unneeded),
    credential: questions.credential,
    models: questions.models,
    answer: () => tryAnswer(dependencies, subject, questions.listed(), signal),
  };
}

const unneeded: Outcome = { status: 'unneeded', facts: {} };
const isUnneeded = (): Promise<Outcome> => Promise.resolve(unneeded);
const withoutNetwork: Steps = {
  address: isUnneeded,
  dns: isUnneeded,
  proxy: isUnneeded,
  tls: isUnneeded,
  credential: isUnneeded,
  models: isUnneeded,
  answer: isUnneeded,
};

/** The first of a pool: the others are asked only when it cannot answer. */
function addressOf({ baseUrl, definition }: ProviderView): URL | undefined {
  const [first] = baseUrl === null ? definition.baseUrls : addressesOf(baseUrl);
  return first === undefined ? undefined : (URL.parse(first) ?? undefined);
}

function noAddress(name: string): FailureError {
  return new FailureError({
    code: 'invalid-input',
    message: `Cannot reach ${name}: it has no base URL. Enter one.`,
    retryable: false,
  });
}

async function inspect({ http }: DoctorCalls, address: URL, now: number): Promise<Outcome> {
  const { certificate, problem, pinned } = await http.inspectCertificate(address.href);
  const facts = { issuer: certificate.issuer, expiresAt: certificate.validTo, isPinned: pinned };
  if (problem !== null && !pinned) {
    const found = { problem, certificate, caProblem: null };
    const { failure } = certificateFailure(address.host, problem, found);
    return { status: 'failed', facts, failure };
  }
  return { status: certificate.validTo - now < SOON_MS ? 'warned' : 'passed', facts };
}

async function within<Result>(
  milliseconds: number,
  result: Promise<Result>,
  host: string,
): Promise<Result> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new FailureError(noName(host))), milliseconds);
  try {
    return await Promise.race([result, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

function noName(host: string): Failure {
  return {
    code: 'timed-out',
    message: `Cannot reach ${host}: looking up its name took longer than ${LOOKUP_MS / 1000} seconds. Check the internet connection and the name servers of this system.`,
    retryable: true,
  };
}
