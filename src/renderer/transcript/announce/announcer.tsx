import type { ConversationId } from '#shared/id.ts';
import styles from './announcer.module.css';
import { useAnnouncements } from './use-announcements.ts';

/** Tells a screen reader what arrives, sentence by sentence; outside the transcript, so that reading there is never moved. */
export function Announcer({ conversationId }: { readonly conversationId: ConversationId }) {
  const announcements = useAnnouncements(conversationId);
  return (
    <output className={styles.announcer} aria-live="polite" aria-atomic="false">
      {announcements.map(({ id, words }) => (
        <p key={id}>{words}</p>
      ))}
    </output>
  );
}
