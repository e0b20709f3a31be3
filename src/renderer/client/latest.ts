/** Tells the reply to the latest question from those that were overtaken. */
export interface Latest {
  /** Asks: `receive` gets the outcome, unless something was asked or `forget` called since. */
  readonly ask: <Reply>(reply: Promise<Reply>, receive: (outcome: Outcome<Reply>) => void) => void;
  /** No question is open any more. */
  readonly forget: () => void;
}

export type Outcome<Reply> =
  | { readonly ok: true; readonly value: Reply }
  | { readonly ok: false; readonly error: unknown };

export function createLatest(): Latest {
  let turn = 0;
  return {
    ask: (reply, receive) => {
      turn += 1;
      const own = turn;
      const tell = (outcome: Parameters<typeof receive>[0]): void => {
        if (own === turn) receive(outcome);
      };
      reply.then(
        (value) => tell({ ok: true, value }),
        (error: unknown) => tell({ ok: false, error }),
      );
    },
    forget: () => {
      turn += 1;
    },
  };
}
