import { dfehub } from './dfehub.ts';
import { easychat } from './easychat.ts';
import { equing } from './equing.ts';
import type { FakeKind } from './fake-service.ts';
import { gravityengine } from './gravityengine.ts';
import { liaobots } from './liaobots.ts';

/** Every service that can be served as it once was. */
export const fakeKinds: readonly FakeKind[] = [equing, easychat, gravityengine, dfehub, liaobots];
