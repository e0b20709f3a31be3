/** What has to be done before the app may end. */
export interface QuitSteps {
  /** Ends every running answer and lets none begin; what arrived of them is committed. */
  readonly abortAll: () => Promise<void>;
  /** Lets answers begin again: the person stays. */
  readonly reopen: () => void;
  /** Resolves when the pages have told what they know and main does not. Never rejects. */
  readonly handOver: () => Promise<void>;
  /** Resolves when everything is on disk; rejects when it cannot be. */
  readonly flush: () => Promise<void>;
  /** Asks the person, who is told why. Where that cannot be asked, the app stays. */
  readonly ask: (reason: unknown) => Promise<QuitAnswer>;
  /** How long the disk may take before the person is asked, in milliseconds. */
  readonly timeoutMs: number;
}

export type QuitAnswer = 'retry' | 'quit' | 'stay';

/** Prepares the end of the app. Resolves with whether it may end now; never rejects. */
export async function prepareQuit(steps: QuitSteps): Promise<boolean> {
  for (;;) {
    try {
      // The pages first: a message that one sends just now still joins its queue.
      await steps.handOver();
      await within(steps.timeoutMs, () => steps.abortAll().then(steps.flush));
      return true;
    } catch (reason) {
      const answer = await steps.ask(reason).catch(() => 'stay' as const);
      if (answer === 'stay') steps.reopen();
      if (answer !== 'retry') return answer === 'quit';
    }
  }
}

async function within(timeoutMs: number, work: () => Promise<void>): Promise<void> {
  const { promise: expired, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error('saving takes too long')), timeoutMs);
  try {
    await Promise.race([work(), expired]);
  } finally {
    clearTimeout(timer);
  }
}
