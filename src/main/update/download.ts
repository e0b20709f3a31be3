import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import { createReadStream, mkdirSync, renameSync, rmSync, statfsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { UpdateFault } from '#shared/update/update.ts';
import type { Http } from '../net/http.ts';
import type { UpdatePackage } from './feed.ts';

export type DownloadEnd =
  | { readonly ok: true }
  /** `fault` is `null` when it was cancelled. */
  | { readonly ok: false; readonly fault: UpdateFault | null; readonly cause: unknown };

export interface DownloadOptions {
  readonly http: Pick<Http, 'send'>;
  readonly signal: AbortSignal;
  /** Bytes so far. */
  readonly onProgress: (received: number) => void;
}

/**
 * The package in `file`, where it only is when every byte of it is the one that the feed describes. However it ends, no
 * half of it is left. Never throws.
 */
export async function download(
  wanted: UpdatePackage,
  file: string,
  options: DownloadOptions,
): Promise<DownloadEnd> {
  const partial = `${file}.part`;
  try {
    makeRoom(wanted, file, partial);
  } catch (cause) {
    return { ok: false, fault: 'disk', cause };
  }
  const end = await receive(wanted, partial, options);
  if (!end.ok) rmSync(partial, { force: true });
  else renameSync(partial, file);
  return end;
}

/** Whether a file is still the package that it was when it was downloaded. */
export async function isPackage(file: string, { size, sha512 }: UpdatePackage): Promise<boolean> {
  const hash = createHash('sha512');
  let length = 0;
  try {
    for await (const piece of createReadStream(file)) {
      hash.update(piece as Uint8Array);
      length += (piece as Uint8Array).length;
    }
  } catch {
    return false;
  }
  return length === size && hash.digest('base64') === sha512;
}

function makeRoom({ size }: UpdatePackage, file: string, partial: string): void {
  const folder = dirname(file);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  rmSync(partial, { force: true });
  rmSync(file, { force: true });
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize < size) throw new Error(`there is no room for ${size} bytes in ${folder}`);
}

async function receive(
  wanted: UpdatePackage,
  partial: string,
  { http, signal, onProgress }: DownloadOptions,
): Promise<DownloadEnd> {
  const hash = createHash('sha512');
  let isDisk = true;
  try {
    await using handle = await open(partial, 'wx', 0o600);
    isDisk = false;
    const response = await http.send(
      { method: 'GET', url: wanted.url, headers: {}, carriesNothing: true },
      signal,
    );
    if (response.status !== 200)
      return failed('unreachable', `the server answered ${response.status}`);
    let received = 0;
    for await (const piece of response.bytes()) {
      received += piece.length;
      if (received > wanted.size) return failed('damaged', 'it is longer than it should be');
      hash.update(piece);
      isDisk = true;
      // Writes all of it: a plain write may stop in between.
      await handle.writeFile(piece);
      isDisk = false;
      onProgress(received);
    }
    if (received < wanted.size) return failed('unreachable', 'it was cut off');
    isDisk = true;
    await handle.sync();
    return judge(hash, wanted);
  } catch (cause) {
    if (signal.aborted) return { ok: false, fault: null, cause };
    return { ok: false, fault: isDisk ? 'disk' : 'unreachable', cause };
  }
}

function judge(hash: Hash, { sha512 }: UpdatePackage): DownloadEnd {
  return hash.digest('base64') === sha512
    ? { ok: true }
    : failed('damaged', 'it is not the package that the feed describes');
}

function failed(fault: UpdateFault, reason: string): DownloadEnd {
  return { ok: false, fault, cause: new Error(`Cannot download the update: ${reason}.`) };
}
