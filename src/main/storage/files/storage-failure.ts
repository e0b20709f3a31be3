import { basename } from 'node:path';
import { FailureError } from '#shared/failure.ts';

/**
 * The `storage-failed` failure of an operation on one file. Names the file by its last part only; `detail` is the
 * system's error code. Retryable where waiting or the person can change the outcome.
 */
export function storageFailure(verb: 'save' | 'read', path: string, error: unknown): FailureError {
  if (error instanceof FailureError) return error;
  const code = errorCode(error);
  const { reason, remedy } = explain(code, error);
  return new FailureError(
    {
      code: 'storage-failed',
      message: `Cannot ${verb} ${basename(path)}: ${reason}. ${remedy}`,
      retryable: true,
      ...(code === undefined ? {} : { detail: code }),
    },
    { cause: error },
  );
}

/** The system's code of an error (`ENOENT`), where it has one. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;
}

function explain(code: string | undefined, error: unknown): { reason: string; remedy: string } {
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return {
        reason: 'the disk is full',
        remedy: 'Free some space and try again.',
      };
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return {
        reason: 'the data folder does not permit it',
        remedy: 'Check the permissions of the data folder.',
      };
    case 'EBUSY':
    case 'ETXTBSY':
      return {
        reason: 'another program is using it',
        remedy: 'Close that program, or wait, and try again.',
      };
    case 'ERR_STRING_TOO_LONG':
      return { reason: 'it is too long', remedy: 'Look at it with another program.' };
    case 'EISDIR':
      return {
        reason: 'there is a folder in its place',
        remedy: 'Move the folder away and try again.',
      };
    case undefined:
      return {
        reason: error instanceof Error ? error.message : String(error),
        remedy: 'Try again; if it persists, restart Parley.',
      };
    default:
      return {
        reason: `the system reports ${code}`,
        remedy: 'Check the disk and try again.',
      };
  }
}
