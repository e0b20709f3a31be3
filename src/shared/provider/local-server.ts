import type { ModelInfo } from './model.ts';

/** A program on this computer that serves models, found by asking at its address. */
export interface LocalServer {
  /** The row of the catalog that it is. */
  readonly definitionId: string;
  /** Always a loopback address. */
  readonly baseUrl: string;
  /** `false`: it answered earlier and no longer does. */
  readonly isRunning: boolean;
  /** As it listed them last; empty for one that lists them only to those who have its key. */
  readonly models: readonly ModelInfo[];
}
