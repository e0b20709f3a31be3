import { useEffect, useEffectEvent, useState } from 'react';

/** Takes files dropped anywhere in the window. Returns whether some are held over it. */
export function useDrop(onFiles: (files: readonly File[]) => void): boolean {
  const [isDropping, setDropping] = useState(false);
  const take = useEffectEvent(onFiles);
  useEffect(() => {
    const ended = new AbortController();
    const { signal } = ended;
    // Entering a child leaves its parent: only the count tells whether the window was left.
    let depth = 0;
    const set = (next: number) => {
      depth = next;
      setDropping(next > 0);
    };
    document.addEventListener(
      'dragenter',
      (event) => {
        if (hasFiles(event)) set(depth + 1);
      },
      { signal },
    );
    document.addEventListener('dragleave', () => depth > 0 && set(depth - 1), { signal });
    document.addEventListener(
      'dragover',
      (event) => {
        if (hasFiles(event)) event.preventDefault();
      },
      { signal },
    );
    document.addEventListener(
      'drop',
      (event) => {
        set(0);
        if (!hasFiles(event)) return;
        event.preventDefault();
        take([...(event.dataTransfer?.files ?? [])]);
      },
      { signal },
    );
    return () => ended.abort();
  }, []);
  return isDropping;
}

function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') === true;
}
