import type { ImportProgress, ImportResult } from '#shared/import/import.ts';
import { call } from '../bridge.ts';

/** The imports that this window began. */
const listeners = new Map<string, (progress: ImportProgress) => void>();

export function receiveImportProgress(progress: ImportProgress): void {
  listeners.get(progress.importId)?.(progress);
}

/** Writes what was surveyed, and tells how far it is. Throws a `FailureError`. */
export async function runImport(
  importId: string,
  onProgress: (progress: ImportProgress) => void,
): Promise<ImportResult> {
  listeners.set(importId, onProgress);
  try {
    return await call('import.run', { importId });
  } finally {
    listeners.delete(importId);
  }
}
