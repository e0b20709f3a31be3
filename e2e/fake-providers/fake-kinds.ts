import { dfehub } from './relays/dfehub.ts';
import { easychat } from './relays/easychat.ts';
import { equing } from './relays/equing.ts';
import type { FakeKind } from './fake-service.ts';
import { gravityengine } from './relays/gravityengine.ts';
import { liaobots } from './relays/liaobots.ts';

/** Every service that can be served as it once was. */
export const fakeKinds: readonly FakeKind[] = [equing, easychat, gravityengine, dfehub, liaobots];
