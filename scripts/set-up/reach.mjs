/**
 * `node reach.mjs ADDRESS MILLISECONDS`, with `NODE_USE_ENV_PROXY=1`: asks for the first byte, and ends with 0 when it came.
 * Says what was in the way, for the person.
 */
const [address = '', milliseconds = '0'] = process.argv.slice(2);

try {
  const response = await fetch(address, {
    headers: { range: 'bytes=0-0' },
    signal: AbortSignal.timeout(Number(milliseconds)),
  });
  await response.body?.cancel();
  if (!response.ok) fail(`the server answered ${response.status}`);
} catch (error) {
  const { cause, message } = /** @type {Error} */ (error);
  fail(cause instanceof Error ? cause.message : message);
}

/** @param {string} reason */
function fail(reason) {
  console.log(`Cannot download Electron from ${new URL(address).host}: ${reason}.`);
  process.exitCode = 1;
}
