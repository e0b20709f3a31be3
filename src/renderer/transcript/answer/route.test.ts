import { expect, it } from 'vitest';
import type { RouteStep } from '#shared/conversation/conversation.ts';
import { isDetour, nameSteps, withoutRepetitions } from './route.ts';

const failure = { code: 'rate-limited', message: 'm', retryable: true } as const;

function step(modelId: string, server: string, failed: boolean): RouteStep {
  const tried = { model: { providerId: 'p', modelId }, server, durationMs: 1 };
  return failed ? { ...tried, failure } : tried;
}

const name = ({ modelId }: { modelId: string }): string => modelId.toUpperCase();
const isTold = (...steps: RouteStep[]): boolean => isDetour(steps);

it('a route is told when somebody else answered, or when several models did not', () => {
  expect(isTold()).toBe(false);
  expect(isTold(step('a', 's', false))).toBe(false);
  expect(isTold(step('a', 's', true), step('a', 't', true))).toBe(false);
  expect(isTold(step('a', 's', true), step('a', 't', false))).toBe(true);
  expect(isTold(step('a', 's', true), step('b', 's', false))).toBe(true);
  expect(isTold(step('a', 's', true), step('b', 's', true))).toBe(true);
  // Stopped, then continued.
  expect(isTold(step('a', 's', false), step('a', 's', false))).toBe(false);
});

it('tries at the same place with the same end are told once', () => {
  const steps = [step('a', 's', true), step('a', 's', true), step('a', 't', true)];
  expect(withoutRepetitions(steps)).toEqual(steps.slice(1));
});

it('steps of one model are told apart by their servers, others by their models', () => {
  const servers = [step('a', 's', true), step('a', 't', false)];
  expect(servers.map(nameSteps(servers, name))).toEqual(['s', 't']);
  const models = [step('a', 's', true), step('b', 's', false)];
  expect(models.map(nameSteps(models, name))).toEqual(['A', 'B']);
});
