import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { DamagedFile } from '#shared/contract.ts';
import type { Failure } from '#shared/failure.ts';

interface Storage {
  /** Why nothing can be saved at present; `null` while saving works. */
  readonly failure: Failure | null;
  readonly damagedFiles: readonly DamagedFile[];
}

const storage = createStore<Storage>(() => ({ failure: null, damagedFiles: [] }));

export function receiveStorageFailure(failure: Failure | null): void {
  storage.setState({ failure });
}

export function receiveDamagedFiles(damagedFiles: readonly DamagedFile[]): void {
  storage.setState({ damagedFiles });
}

export function useStorageFailure(): Failure | null {
  return useStore(storage, (state) => state.failure);
}

export function useDamagedFiles(): readonly DamagedFile[] {
  return useStore(storage, (state) => state.damagedFiles);
}
