import type { Failure, FailureCode } from '#shared/failure.ts';
import type { ModelRef } from '#shared/provider/model.ts';
import type { StreamEvent, TerminalEvent } from '#shared/conversation/stream-event.ts';
import type { Ending } from '../../generation/generate.ts';
import { LONGEST_WAIT_MS } from '../arguments/parameters.ts';
import { durationWords } from './duration-words.ts';
import { createSummary } from './summary.ts';

/** Where an answer goes while it arrives. */
export interface AskOutput {
  readonly event: (event: StreamEvent) => void;
  readonly end: (ending: Ending) => void;
}

/** The part of an output stream that is used. */
export interface Sink {
  readonly write: (text: string) => unknown;
  readonly isTTY?: boolean | undefined;
}

/** The answer as text on `out`; on `error` the failure and, where a person watches, the reasoning, dimmed. */
export function createTextOutput(out: Sink, error: Sink): AskOutput {
  let lineIsOpen = false;
  let reasoningIsOpen = false;

  return { event, end };

  function event(event: StreamEvent): void {
    if (event.type === 'reasoning-delta' && error.isTTY === true) {
      error.write(`\u{1b}[2m${plain(event.delta)}\u{1b}[22m`);
      reasoningIsOpen = true;
    }
    if (event.type !== 'text-delta' || event.delta === '') return;
    if (reasoningIsOpen) error.write('\n\n');
    reasoningIsOpen = false;
    out.write(out.isTTY === true ? plain(event.delta) : event.delta);
    lineIsOpen = !event.delta.endsWith('\n');
  }

  function end({ terminal, route }: Ending): void {
    if (lineIsOpen) out.write('\n');
    if (terminal.type === 'finish') error.write(describeEnd(terminal) + describeDetour(route));
    if (terminal.type === 'error')
      error.write(describeFailure(terminal.failure) + describeOthers(route));
  }
}

/** One event a line, exactly as it is, closed by a summary. */
export function createJsonOutput(out: Sink): AskOutput {
  const summary = createSummary();
  const line = (value: unknown): unknown => out.write(`${JSON.stringify(value)}\n`);

  return {
    event: (event) => {
      summary.add(event);
      line(event);
    },
    end: (ending) => {
      line(ending.terminal);
      line(summary.close(ending));
    },
  };
}

/** What the text does not show of how an answer ended. */
function describeEnd({ detail, withheld }: Extract<TerminalEvent, { type: 'finish' }>): string {
  const image =
    withheld === 'image' ? 'parley ask: the answer has an image, not shown here.\n' : '';
  return image + (detail === undefined ? '' : `parley ask: the answer ended: ${plain(detail)}\n`);
}

/** Who answered instead of whom, and why; empty when the first model answered. */
function describeDetour(route: Ending['route']): string {
  const first = route[0]?.model;
  const last = route.at(-1)?.model;
  if (first === undefined || last === undefined || nameOf(first) === nameOf(last)) return '';
  return `parley ask: ${nameOf(last)} answered, after\n${failedLines(route).join('')}`;
}

/** Why nobody answered instead; empty when nobody else was asked. */
function describeOthers(route: Ending['route']): string {
  const [, ...others] = failedLines(route);
  return others.length === 0
    ? ''
    : `parley ask: no other model could answer either:\n${others.join('')}`;
}

/** A line for each model that failed, with its last failure. */
function failedLines(route: Ending['route']): readonly string[] {
  const failed = new Map(
    route.flatMap(({ model, failure }) =>
      failure === undefined ? [] : [[nameOf(model), failure.message] as const],
    ),
  );
  return [...failed].map(([name, message]) => `  ${name}: ${message}\n`);
}

function nameOf({ providerId, modelId }: ModelRef): string {
  return `${providerId}/${modelId}`;
}

/** A failure for a terminal: its sentence, what the provider said, how long it wants to be waited for, and what to type. */
export function describeFailure({ code, message, detail, status, retryAfterMs }: Failure): string {
  const said = status === undefined ? 'It said' : `It said (${status})`;
  const option = optionAgainst[code];
  const lines = [
    `parley ask: ${message}`,
    ...(detail === undefined ? [] : [`  ${said}: ${plain(detail)}`]),
    ...(retryAfterMs === undefined || retryAfterMs === 0 ? [] : [`  ${waitWords(retryAfterMs)}`]),
    ...(option === undefined ? [] : [`  ${option}`]),
  ];
  return `${lines.join('\n')}\n`;
}

function waitWords(milliseconds: number): string {
  const asked = `It asks you to wait ${durationWords(milliseconds)}`;
  return milliseconds > LONGEST_WAIT_MS
    ? `${asked}.`
    : `${asked}; --wait ${Math.ceil(milliseconds / 1000)} waits and asks again by itself.`;
}

/** The option of a terminal that does what a remedy asks for. */
const optionAgainst: Readonly<Partial<Record<FailureCode, string>>> = {
  'missing-credential': '--key-env NAME names the environment variable that holds it.',
  unauthorized: '--key-env NAME names the environment variable that holds it.',
  'model-unavailable': '--list-models shows which there are, -m ID names one.',
  'certificate-untrusted': '--ca FILE names certificates to trust.',
  'proxy-failed': '--proxy URL names another one, --proxy off goes straight.',
  'timed-out': '--timeout SEC waits longer.',
};

/** Text without what could steer a terminal: a model or a server wrote it. */
export function plain(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '');
}
