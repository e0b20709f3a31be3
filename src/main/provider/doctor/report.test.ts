import { expect, it } from 'vitest';
import type { DiagnosisStep } from '#shared/provider/diagnosis.ts';
import { providerDependencies } from '../testing/providers.ts';
import { createProviders } from '../providers.ts';
import { diagnosisReport } from './report.ts';

const owner = { home: '/home/ada.lovelace', user: 'ada.lovelace' };

function report(failure: Partial<DiagnosisStep['failure']>, name = 'Testing House'): string {
  const view = { ...createProviders(providerDependencies()).find('eliza'), name };
  const steps: DiagnosisStep[] = [
    { id: 'address', status: 'passed', durationMs: 0.4, facts: { server: 'api.example/v1' } },
    {
      id: 'tls',
      status: 'passed',
      durationMs: 81,
      facts: { issuer: 'Some CA', expiresAt: Date.UTC(2027, 0, 3) },
    },
    {
      id: 'models',
      status: 'failed',
      durationMs: 1204.6,
      facts: {},
      failure: { code: 'unreachable', message: 'm', retryable: false, ...failure },
    },
    { id: 'answer', status: 'skipped', durationMs: 0, facts: {} },
  ];
  return diagnosisReport(steps, { view, now: 0, appVersion: '0.1.0' }, owner);
}

it('a report says of every step how it went, how long it took and what failed', () => {
  const message = 'Cannot reach api.example: it is closed. Try again.';
  const text = report({ message, status: 503, detail: 'closed\nfor today', requestId: 'req-7' });
  expect(text.split('\n')).toEqual([
    'Parley connection report',
    '1970-01-01 00:00 UTC',
    `Parley 0.1.0 on ${process.platform} ${process.arch}`,
    'Provider: Testing House (eliza, eliza)',
    '',
    'ok      address         0 ms  api.example/v1',
    'ok      tls            81 ms  issued by Some CA, valid to 2027-01-03',
    'FAILED  models       1205 ms',
    `        ${message}`,
    '        It said (503): closed for today',
    '        Request req-7',
    'skipped answer',
    '',
  ]);
});

it.each([
  ['a credential', 'sk-live-1234567890abcdefghij', 'bad key sk-live-1234567890abcdefghij'],
  ['a header', 'abc.def-123', 'sent Authorization: Bearer abc.def-123'],
  ['a home folder', '/home/ada', 'cannot read /home/ada.lovelace/ca.pem'],
  ['the home folder of somebody else', 'grace', 'cannot read /Users/grace/ca.pem'],
  ['a Windows home folder', 'Hopper', String.raw`cannot read C:\Users\Grace Hopper\ca.pem`],
  ['a user name', 'lovelace', 'account Ada.Lovelace is blocked'],
])('a report does not have %s', (_, secret, detail) => {
  expect(report({ detail })).not.toContain(secret);
  expect(report({ message: detail })).not.toContain(secret);
  expect(report({}, detail)).not.toContain(secret);
});

it('a report keeps words in which the user name happens to occur', () => {
  expect(report({ detail: 'Cannot load ada.lovelacean models' })).toContain('ada.lovelacean');
});
