import type { Failure } from '#shared/failure.ts';
import type { ProviderId } from '#shared/id.ts';

/** What has to work on the way to an answer, in this order. */
export const diagnosisStepIds = [
  'address',
  'dns',
  'proxy',
  'tls',
  'credential',
  'models',
  'answer',
] as const;
export type DiagnosisStepId = (typeof diagnosisStepIds)[number];

/** `warned`: worth knowing, but the way goes on. `skipped`: an earlier step failed. `unneeded`: this way has no such step. */
export type DiagnosisStatus = 'running' | 'passed' | 'warned' | 'failed' | 'skipped' | 'unneeded';

/** What a step found; nothing of it is a secret. */
export interface DiagnosisFacts {
  /** Host and path, without a query. */
  readonly server?: string;
  /** Nothing protects what is sent there. */
  readonly isUnprotected?: boolean;
  /** Network addresses behind the name. */
  readonly addresses?: readonly string[];
  /** Host and port; `null`: straight. */
  readonly proxy?: string | null;
  readonly issuer?: string;
  /** When the certificate ends, in milliseconds since the epoch. */
  readonly expiresAt?: number;
  /** A person trusts this very certificate. */
  readonly isPinned?: boolean;
  readonly hasCredential?: boolean;
  readonly modelCount?: number;
  readonly modelId?: string;
}

export interface DiagnosisStep {
  readonly id: DiagnosisStepId;
  readonly status: DiagnosisStatus;
  readonly durationMs: number;
  readonly facts: DiagnosisFacts;
  /** Why it failed or is worth a warning. */
  readonly failure?: Failure;
}

export interface Diagnosis {
  readonly providerId: ProviderId;
  /** Whether an answer began. */
  readonly isOk: boolean;
  readonly steps: readonly DiagnosisStep[];
  /** For somebody who helps: plain English text without credential, prompt, home folder and user name. */
  readonly report: string;
}
