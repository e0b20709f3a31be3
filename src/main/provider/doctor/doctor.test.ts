import { describe, expect, it } from 'vitest';
import type { Diagnosis, DiagnosisStep } from '#shared/provider/diagnosis.ts';
import { createCookieJars } from '../../net/cookies.ts';
import { manualProxy } from '../../net/proxy/resolver.ts';
import { createCertificate } from '../../net/testing/certificates.ts';
import { forever, openHttp, serve, serveTls } from '../../net/testing/loopback.ts';
import type { CheckupRequest } from './checkup.ts';
import { diagnose } from './doctor.ts';
import { createProviderRegistry } from '../registry/registry.ts';
import {
  openStream,
  providerDependencies,
  refuse,
  startChatService,
  streamText,
  writeDelta,
} from '../testing/providers.ts';
import type { ChatService, SeenCall } from '../testing/providers.ts';
import { createProviders } from '../providers.ts';
import type { ProvidersDependencies } from '../providers.ts';

const KEY = 'sk-secret-0123456789abcdef';

/** Lists two models and answers with two words, unless `answer` takes care of a call. */
function service(
  answer: (response: Parameters<typeof streamText>[0], call: SeenCall) => boolean = () => false,
): Promise<ChatService> {
  return startChatService((response, call) => {
    if (answer(response, call)) return undefined;
    if (call.method === 'POST') return streamText(response, 'OK', '.');
    return response.end(JSON.stringify({ data: [{ id: 'm-1' }, { id: 'm-2' }] }));
  });
}

interface Checked extends Diagnosis {
  readonly told: readonly DiagnosisStep[];
  /** What became of each step, in order. */
  readonly states: string;
}

async function check(
  baseUrl: string,
  options: Partial<ProvidersDependencies> & { readonly credential?: string | null } = {},
  request: Partial<CheckupRequest> = {},
): Promise<Checked> {
  const { credential = KEY, ...changes } = options;
  const providers = createProviders(providerDependencies(changes));
  const definitionId = 'openai-compatible';
  const input = { definitionId, name: 'Testing House', baseUrl, credential };
  const providerId = await providers.save(input);
  const told: DiagnosisStep[] = [];
  const diagnosis = await providers.diagnose({
    providerId,
    onStep: (step) => void told.push(step),
    ...request,
  });
  const states = diagnosis.steps.map(({ id, status }) => `${id} ${status}`).join(', ');
  return { ...diagnosis, told, states };
}

const stepOf = ({ steps }: Diagnosis, id: DiagnosisStep['id']): DiagnosisStep | undefined =>
  steps.find((step) => step.id === id);

describe('a connection check', () => {
  it('tries every step up to one streamed token, and tells each as it begins and ends', async () => {
    const { baseUrl, calls } = await service();
    const checked = await check(baseUrl);
    expect(checked.isOk).toBe(true);
    expect(checked.states).toBe(
      'address passed, dns unneeded, proxy passed, tls unneeded, credential passed, models passed, answer passed',
    );
    expect(stepOf(checked, 'models')?.facts).toEqual({ modelCount: 2 });
    expect(stepOf(checked, 'answer')?.facts).toEqual({ modelId: 'm-1' });
    expect(stepOf(checked, 'proxy')?.facts).toEqual({ proxy: null });
    expect(checked.told.map(({ id, status }) => `${id} ${status}`).slice(0, 2)).toEqual([
      'address running',
      'address passed',
    ]);
    expect(checked.told).toHaveLength(14);
    expect(calls.map(({ method }) => method)).toEqual(['GET', 'POST']);
  });

  it('closes the answer after its first token', async () => {
    const { baseUrl, calls } = await service((response, { method }) => {
      if (method !== 'POST') return false;
      openStream(response);
      writeDelta(response, 'O');
      return true;
    });
    const { isOk } = await check(baseUrl, {}, { modelId: 'asked-for' });
    expect(isOk).toBe(true);
    expect(calls[1]?.body).toMatchObject({ model: 'asked-for', stream: true });
    await calls[1]?.closedByClient;
  });

  it('finds a refused key where the key is, and skips the rest', async () => {
    const { baseUrl } = await service((response) => {
      refuse(response, 401, `Incorrect API key provided: ${KEY}.`);
      return true;
    });
    const checked = await check(baseUrl);
    expect(checked.isOk).toBe(false);
    expect(checked.states).toBe(
      'address passed, dns unneeded, proxy passed, tls unneeded, credential failed, models skipped, answer skipped',
    );
    expect(stepOf(checked, 'credential')).toMatchObject({
      facts: { hasCredential: true },
      failure: { code: 'unauthorized', status: 401 },
    });
    expect(JSON.stringify(checked)).not.toContain(KEY);
  });

  it('finds a missing key without asking anybody', async () => {
    const { baseUrl, calls } = await service();
    const dependencies = providerDependencies();
    const cookies = createCookieJars();
    const registry = createProviderRegistry(dependencies, { cookies, found: () => [] });
    const view = registry.find(
      await registry.save({ definitionId: 'openai', name: 'OpenAI', baseUrl: null }),
    );
    const here = { ...view, definition: { ...view.definition, baseUrls: [baseUrl] } };
    const { stream } = createProviders(dependencies);
    const steps: DiagnosisStep[] = [];
    const doctor = { ...dependencies, accessTo: registry.accessTo, stream };
    for await (const step of diagnose(doctor, { view: here, modelId: undefined }, forever)) {
      steps.push(step);
    }
    expect(steps.find(({ status }) => status === 'failed')).toMatchObject({
      id: 'credential',
      failure: { code: 'missing-credential' },
    });
    expect(calls).toEqual([]);
  });

  it('goes on without a model list when a model is known, and says what the list was', async () => {
    const { baseUrl } = await service((response, { method }) => {
      if (method === 'POST') return false;
      refuse(response, 404, 'Not found.');
      return true;
    });
    const known = await check(baseUrl, {}, { modelId: 'm-1' });
    expect(known.isOk).toBe(true);
    expect(stepOf(known, 'models')).toMatchObject({ status: 'warned', failure: { status: 404 } });
    const unknown = await check(baseUrl);
    expect(unknown.states).toContain('models failed, answer skipped');
  });

  it('says why an answer does not come though everything else is right', async () => {
    const { baseUrl } = await service((response, { method }) => {
      if (method !== 'POST') return false;
      refuse(response, 402, 'Insufficient balance.');
      return true;
    });
    const checked = await check(baseUrl);
    expect(checked.states).toContain('models passed, answer failed');
    expect(stepOf(checked, 'answer')?.failure?.code).toBe('quota-exceeded');
    expect(checked.report).toContain('Insufficient balance.');
  });

  it('finds that nothing listens', async () => {
    const checked = await check('http://127.0.0.1:9/v1');
    expect(checked.states).toContain('models failed');
    expect(stepOf(checked, 'models')?.failure?.message).toContain('Start the local model server');
  });

  it('finds a name that does not exist', async () => {
    const checked = await check('https://parley-check.invalid/v1');
    expect(checked.states).toBe(
      'address passed, dns failed, proxy skipped, tls skipped, credential skipped, models skipped, answer skipped',
    );
    expect(stepOf(checked, 'dns')?.failure?.code).toMatch(/unreachable|timed-out/);
  });

  it('leaves names to a proxy, and names it', async () => {
    const proxy = { protocol: 'http', hostname: '127.0.0.1', port: 9 } as const;
    const http = openHttp({ proxy: manualProxy(proxy, []) });
    const checked = await check('https://parley-check.invalid/v1', { http });
    expect(checked.states).toContain('dns warned, proxy passed, tls failed');
    expect(stepOf(checked, 'proxy')?.facts).toEqual({ proxy: '127.0.0.1:9' });
    expect(stepOf(checked, 'tls')?.failure?.code).toBe('proxy-failed');
  });

  it('shows the issuer and the end of a certificate, and why it is not trusted', async () => {
    const pair = createCertificate({ commonName: 'Test House CA', names: 'DNS:localhost' });
    const port = await serveTls(pair, (_, response) => response.end('{}'));
    const checked = await check(`https://localhost:${port}/v1`);
    expect(checked.states).toContain('dns passed, proxy passed, tls failed, credential skipped');
    expect(stepOf(checked, 'tls')).toMatchObject({
      facts: { issuer: 'Test House CA', isPinned: false },
      failure: { code: 'certificate-untrusted' },
    });
    expect(stepOf(checked, 'tls')?.facts.expiresAt).toBeGreaterThan(0);
    expect(checked.report).toContain('issued by Test House CA, valid to ');
  });

  it('warns of an address that anybody on the way can read', async () => {
    const checked = await check('http://192.0.2.1:1/v1', {
      http: { ...openHttp({ timeouts: { connectMs: 50 } }) },
    });
    expect(stepOf(checked, 'address')).toMatchObject({
      status: 'warned',
      facts: { isUnprotected: true },
    });
  });

  it('of the offline provider asks nobody but itself', async () => {
    const providers = createProviders(providerDependencies());
    const { isOk, steps } = await providers.diagnose({ providerId: 'eliza' });
    expect(isOk).toBe(true);
    expect(steps.map(({ status }) => status)).toEqual([
      ...Array.from({ length: 6 }, () => 'unneeded'),
      'passed',
    ]);
  });

  it('ends when it is aborted', async () => {
    const controller = new AbortController();
    const baseUrl = await serve(() => controller.abort());
    await expect(check(baseUrl, {}, { signal: controller.signal })).rejects.toThrow(/abort/i);
  });
});
