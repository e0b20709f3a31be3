import { expect, it } from 'vitest';
import { currentToasts, showToast, undoByToast } from './toast-queue.ts';

it('the key takes back what the newest toast that can tells, once', () => {
  const undone: string[] = [];
  const undo = (name: string) => ({
    label: 'Undo',
    undoes: true as const,
    onSelect: () => undone.push(name),
  });
  showToast({ text: 'one', action: undo('one') });
  showToast({ text: 'two', action: undo('two') });
  showToast({ text: 'three', action: { label: 'Show', onSelect: () => undone.push('shown') } });
  expect(undoByToast()).toBe(true);
  expect(undoByToast()).toBe(true);
  expect(undoByToast()).toBe(false);
  expect(undone).toEqual(['two', 'one']);
  expect(currentToasts().map(({ text }) => text)).toEqual(['three']);
});
