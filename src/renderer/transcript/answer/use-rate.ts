import { useEffect, useRef, useState } from 'react';

const CHARACTERS_PER_TOKEN = 4;
/** Long enough to be read, and for the first number to be about right. */
const MEASURED_EVERY_MS = 1500;
/** How many measurements a number looks back. */
const MEASUREMENTS = 4;

interface Measurement {
  readonly length: number;
  readonly at: number;
}

/**
 * Tokens a second of a text that grows, over the last seconds; 0 until that is known. Estimated from characters, since
 * tokens are counted at the end only.
 */
export function useRate(length: number): number {
  const [rate, setRate] = useState(0);
  const latest = useRef(length);
  useEffect(() => {
    latest.current = length;
  }, [length]);
  useEffect(() => {
    let measured: readonly Measurement[] = [{ length: latest.current, at: performance.now() }];
    const timer = setInterval(() => {
      const now: Measurement = { length: latest.current, at: performance.now() };
      const [first = now] = measured;
      const tokens = (now.length - first.length) / CHARACTERS_PER_TOKEN;
      setRate(Math.round((tokens * 1000) / Math.max(1, now.at - first.at)));
      measured = [...measured, now].slice(-MEASUREMENTS);
    }, MEASURED_EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return rate;
}
