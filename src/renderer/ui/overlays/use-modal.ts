import { useEffect, useEffectEvent } from 'react';
import { focusComposer } from '../keys/focus.ts';

/** Keeps a `<dialog>` as open as `open` says, and tells when the person wants it closed. */
export function useModal(
  element: HTMLDialogElement | null,
  open: boolean,
  onOpenChange: (open: boolean) => void,
): void {
  const close = useEffectEvent(() => onOpenChange(false));

  useEffect(() => {
    if (element === null || element.open === open) return;
    if (open) {
      element.showModal();
      (element.querySelector<HTMLElement>('[data-autofocus]') ?? element).focus();
    } else {
      element.close();
      // Where it was opened from may be gone, a menu for example.
      if (document.activeElement === document.body) focusComposer();
    }
  }, [element, open]);

  useEffect(() => {
    if (element === null) return undefined;
    // Nested dialogs bubble through React's tree, not through these: each hears its own only.
    const onCancel = (event: Event): void => {
      if (event.target !== element) return;
      event.preventDefault();
      close();
    };
    const onPointerDown = (event: PointerEvent): void => {
      if (event.target !== element) return;
      const box = element.getBoundingClientRect();
      const inside =
        event.clientX >= box.left &&
        event.clientX <= box.right &&
        event.clientY >= box.top &&
        event.clientY <= box.bottom;
      if (!inside) close();
    };
    // The browser closes without asking when Escape is pressed a second time: the owner must not think it open.
    const onClose = (event: Event): void => {
      if (event.target === element && open) close();
    };
    element.addEventListener('cancel', onCancel);
    element.addEventListener('close', onClose);
    element.addEventListener('pointerdown', onPointerDown);
    return () => {
      element.removeEventListener('cancel', onCancel);
      element.removeEventListener('close', onClose);
      element.removeEventListener('pointerdown', onPointerDown);
    };
  }, [element, open]);
}
