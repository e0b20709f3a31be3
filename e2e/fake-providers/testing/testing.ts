import { afterEach } from 'vitest';
import { openPipeline } from './ask-pipeline.ts';
import type { Pipeline, PipelineOptions } from './ask-pipeline.ts';
import { startFakeService } from '../fake-service.ts';
import type { FakeKind, FakeService, FakeServiceOptions } from '../fake-service.ts';

const undo: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(undo.splice(0).map((step) => step()));
});

/** A fake service up to the end of the test; its waits are a thousand times shorter. */
export async function startService(
  kind: FakeKind,
  options: FakeServiceOptions | string = {},
): Promise<FakeService> {
  const given = typeof options === 'string' ? { scenario: options } : options;
  const service = await startFakeService(kind, { timeScale: 0.001, ...given });
  undo.push(service.close);
  return service;
}

/** Parley's own way to a service, up to the end of the test. */
export async function openParley(
  service: Pick<FakeService, 'urls'>,
  options: Omit<PipelineOptions, 'urls'>,
): Promise<Pipeline> {
  const pipeline = await openPipeline({ ...options, urls: service.urls });
  undo.push(pipeline.close);
  return pipeline;
}
