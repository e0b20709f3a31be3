/** `v11`: Secret Service or KWallet; `v12`: the portal of secrets. */
const keyrings = new Set(['v11', 'v12']);

/**
 * Whether it takes something of this system to decrypt. On Linux Chromium falls back in silence to a password that is the
 * same on every computer, and writes `v10` before what it encrypted so; the name of the backend, which Electron tells, is
 * only what the name of the desktop stands for. macOS and Windows write `v10` with a key of their own.
 * https://source.chromium.org/chromium/chromium/src/+/main:components/os_crypt/async/browser/posix_key_provider.cc
 */
export function isProtected(ciphertext: Uint8Array, platform: NodeJS.Platform): boolean {
  if (platform === 'darwin' || platform === 'win32') return true;
  return keyrings.has(Buffer.from(ciphertext.subarray(0, 3)).toString('latin1'));
}
