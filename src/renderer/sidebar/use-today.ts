import { useEffect, useState } from 'react';

const LOOKED_AT_MS = 60_000;

/** The time now, renewed when the calendar day changes while the window stays open. */
export function useToday(): Date {
  const [today, setToday] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => {
      setToday((before) => {
        const now = new Date();
        return now.toDateString() === before.toDateString() ? before : now;
      });
    }, LOOKED_AT_MS);
    return () => clearInterval(timer);
  }, []);
  return today;
}
