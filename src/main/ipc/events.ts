import type { AppEvent } from '#shared/contract.ts';

export type EventListener = (event: AppEvent) => void;

/** Where everything that happens in the app is told to all that follow it. */
export interface Events {
  /** Tells every follower, in the order in which they came. Never throws, whatever a follower does. */
  readonly tell: EventListener;
  /** Returns its undo. */
  readonly follow: (listener: EventListener) => () => void;
}

/** `report` is told the first failure of a follower with each type of event: one that streams must not fill the log. */
export function createEvents(report: (error: unknown) => void): Events {
  const followers = new Map<EventListener, Set<AppEvent['type']>>();

  return {
    tell: (event) => {
      for (const [listener, failedTypes] of followers) {
        try {
          listener(event);
        } catch (error) {
          if (!failedTypes.has(event.type)) report(error);
          failedTypes.add(event.type);
        }
      }
    },
    follow: (listener) => {
      followers.set(listener, new Set());
      return () => void followers.delete(listener);
    },
  };
}
