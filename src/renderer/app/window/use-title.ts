import { useEffect } from 'react';

/** Names the window after what it shows, for the system's list of windows. */
export function useWindowTitle(title: string | undefined): void {
  useEffect(() => {
    document.title = title === undefined || title === '' ? 'Parley' : `${title} – Parley`;
  }, [title]);
}
