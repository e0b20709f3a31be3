import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

/** A state that main owns: unknown until the window is connected, and nothing renders before that. */
export interface FilledStore<State> {
  /** Throws when nothing has been received yet. */
  readonly get: () => State;
  readonly set: (state: State) => void;
  readonly use: <Selected>(select: (state: State) => Selected) => Selected;
}

export function createFilledStore<State>(name: string): FilledStore<State> {
  const store = createStore<{ readonly state: State | undefined }>(() => ({ state: undefined }));
  function filled(state: State | undefined): State {
    if (state === undefined) throw new Error(`${name} is read before the window is connected`);
    return state;
  }
  return {
    get: () => filled(store.getState().state),
    set: (state) => store.setState({ state }),
    use: (select) => useStore(store, ({ state }) => select(filled(state))),
  };
}
