/** Longest wait for a frame of a window that shows none, in milliseconds. */
const HIDDEN_FRAME_MS = 250;

/** Calls `flush` once before the next frame however often it is asked to; a hidden window has no frames, so by a timer there. */
export function onNextFrame(flush: () => void): () => void {
  let isScheduled = false;
  function run(): void {
    if (!isScheduled) return;
    isScheduled = false;
    flush();
  }
  return () => {
    if (isScheduled) return;
    isScheduled = true;
    if (document.hidden) setTimeout(run, HIDDEN_FRAME_MS);
    else requestAnimationFrame(run);
  };
}
