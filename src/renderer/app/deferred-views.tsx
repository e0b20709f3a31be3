import { deferred } from '../ui/deferred.tsx';
import { menuContent } from '../ui/overlays/menu.tsx';
import styles from './window/layout.module.css';

/** With its Markdown, which a new conversation does without. */
export const transcript = deferred(
  async () => (await import('../transcript/transcript.tsx')).Transcript,
  <div className={styles.waiting} />,
);

export const modelList = deferred(async () => (await import('./model/list.tsx')).ModelList);

export const dialogs = deferred(async () => (await import('./dialogs/dialogs.tsx')).Dialogs);

/** Brings everything that the first frame did without. */
export function loadDeferredViews(): void {
  for (const { load } of [transcript, modelList, dialogs, menuContent]) void load();
}
