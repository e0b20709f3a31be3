import { homedir, userInfo } from 'node:os';
import type { DiagnosisFacts, DiagnosisStatus, DiagnosisStep } from '#shared/provider/diagnosis.ts';
import type { ProviderView } from '#shared/provider/provider.ts';
import { redact } from '#shared/redact.ts';

/** Around a diagnosis: what somebody who helps has to know. */
export interface ReportContext {
  readonly view: ProviderView;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** `null` where it is not known. */
  readonly appVersion: string | null;
}

/** The user of this computer; a report names neither. */
export interface Owner {
  readonly home: string;
  readonly user: string;
}

/**
 * A diagnosis for somebody who helps: plain English text. Without the credential (its steps never have it), the prompt,
 * the home folder, the user's name and whatever else looks like a secret.
 */
export function diagnosisReport(
  steps: readonly DiagnosisStep[],
  { view, now, appVersion }: ReportContext,
  owner: Owner = currentOwner(),
): string {
  const { definition, name } = view;
  const head = [
    'Parley connection report',
    `${new Date(now).toISOString().slice(0, 16).replace('T', ' ')} UTC`,
    `${appVersion === null ? 'Parley' : `Parley ${appVersion}`} on ${process.platform} ${process.arch}`,
    `Provider: ${name} (${definition.id}, ${definition.adapter})`,
  ];
  const lines = steps.flatMap((step) => stepLines(step));
  return withoutOwner(redact([...head, '', ...lines, ''].join('\n')), owner);
}

/** One step as lines for a terminal or a report. */
export function stepLines(step: DiagnosisStep): readonly string[] {
  const { id, status, durationMs, facts, failure } = step;
  const duration = `${Math.round(durationMs)} ms`;
  const wasTried = status === 'passed' || status === 'warned' || status === 'failed';
  const found = describeFacts(facts);
  const line = `${words[status].padEnd(8)}${id.padEnd(11)}${(wasTried ? duration : '').padStart(9)}  ${found}`;
  const said = failure?.status === undefined ? 'It said' : `It said (${failure.status})`;
  return [
    line.trimEnd(),
    ...(failure === undefined ? [] : [`        ${failure.message}`]),
    ...(failure?.detail === undefined ? [] : [`        ${said}: ${oneLine(failure.detail)}`]),
    ...(failure?.requestId === undefined ? [] : [`        Request ${failure.requestId}`]),
  ];
}

const words: Readonly<Record<DiagnosisStatus, string>> = {
  running: '…',
  passed: 'ok',
  warned: 'warning',
  failed: 'FAILED',
  skipped: 'skipped',
  unneeded: '–',
};

function describeFacts(facts: DiagnosisFacts): string {
  const { server, addresses, proxy, issuer, expiresAt, modelCount, modelId } = facts;
  const parts = [
    server,
    facts.isUnprotected === true ? 'not encrypted' : undefined,
    addresses?.join(', '),
    proxy === null ? 'straight' : proxy,
    issuer === undefined ? undefined : `issued by ${oneLine(issuer)}`,
    expiresAt === undefined || Number.isNaN(expiresAt)
      ? undefined
      : `valid to ${new Date(expiresAt).toISOString().slice(0, 10)}`,
    facts.isPinned === true ? 'trusted by a person' : undefined,
    facts.hasCredential === undefined ? undefined : credentialWords(facts.hasCredential),
    modelCount === undefined ? undefined : `${modelCount} models`,
    modelId,
  ];
  return parts.filter((part) => part !== undefined).join(', ');
}

function credentialWords(hasCredential: boolean): string {
  return hasCredential ? 'stored' : 'none stored';
}

/** A server wrote it. */
function oneLine(text: string): string {
  const line = text.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  return line.length > 500 ? `${line.slice(0, 499)}…` : line;
}

function currentOwner(): Owner {
  try {
    return { home: homedir(), user: userInfo().username };
  } catch {
    // An account without an entry has no name to hide.
    return { home: homedir(), user: '' };
  }
}

/** Names of system accounts say nothing of anybody, and one letter would be found everywhere. */
const anonymous = new Set(['', 'root', 'user', 'admin', 'administrator']);

function withoutOwner(text: string, { home, user }: Owner): string {
  const homeless = home.length > 1 ? text.replaceAll(home, '~') : text;
  const general = homeless
    .replaceAll(/(\/(?:home|Users)\/)[^/\s:'"]+/gu, '$1(user)')
    .replaceAll(/([A-Z]:\\Users\\)[^\\'"]+/gu, '$1(user)');
  if (anonymous.has(user.toLowerCase()) || user.length < 2) return general;
  return general.replaceAll(
    new RegExp(
      `(?<![\\p{L}\\p{N}])${user.replaceAll(/[^\p{L}\p{N}]/gu, String.raw`\$&`)}(?![\\p{L}\\p{N}])`,
      'giu',
    ),
    '(user)',
  );
}
