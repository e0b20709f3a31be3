import { useStore } from 'zustand';
import { deferred } from '../../ui/deferred.tsx';
import { linkQuestion } from './follow.ts';

const dialog = deferred(async () => (await import('./dialog.tsx')).LinkDialog);

/**
 * Asks about a link that does not tell where it leads. Once in a window. The dialog stays when it is closed: only so does
 * it give the focus back.
 */
export function LinkQuestions() {
  const { link, isOpen } = useStore(linkQuestion);
  return link !== null && <dialog.View link={link} isOpen={isOpen} />;
}
