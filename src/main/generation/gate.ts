import { FailureError } from '#shared/failure.ts';

/** Whether answers may begin. Open at first. */
export interface Gate {
  readonly open: () => void;
  readonly close: () => void;
  /** The same function, which throws `invalid-input` while the gate is closed. */
  readonly guard: <Input, Output>(begin: (input: Input) => Output) => (input: Input) => Output;
}

export function createGate(): Gate {
  let isOpen = true;
  return {
    open: () => void (isOpen = true),
    close: () => void (isOpen = false),
    guard: (begin) => (input) => {
      if (!isOpen) throw new FailureError(ending);
      return begin(input);
    },
  };
}

const ending = {
  code: 'invalid-input',
  message: 'Cannot begin an answer: Parley is quitting. Start it again.',
  retryable: true,
} as const;
