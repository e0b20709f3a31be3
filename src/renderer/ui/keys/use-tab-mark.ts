import { useEffect } from 'react';

/** Marks the document with `data-moved-by="tab"` from a Tab on until the next press of a pointer. */
export function useTabMark(): void {
  useEffect(() => {
    const ended = new AbortController();
    const options = { capture: true, signal: ended.signal };
    const { dataset } = document.documentElement;
    document.addEventListener(
      'keydown',
      ({ key }) => {
        if (key === 'Tab') dataset['movedBy'] = 'tab';
      },
      options,
    );
    document.addEventListener('pointerdown', () => delete dataset['movedBy'], options);
    return () => ended.abort();
  }, []);
}
