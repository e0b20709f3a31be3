import { useTranslation } from 'react-i18next';
import type { AssistantMessage } from '#shared/conversation/conversation.ts';
import type { ConversationId } from '#shared/id.ts';
import { getModelName, getProvider } from '../../client/provider/providers.ts';
import { failureText } from '../../text/failure-text.ts';
import styles from './announcer.module.css';
import { useAnnouncements } from './use-announcements.ts';

/**
 * Tells a screen reader what arrives, sentence by sentence, and that it failed; outside the transcript, so that reading
 * there is never moved, and once: a message that is scrolled back into view is not news.
 */
export function Announcer({ conversationId }: { readonly conversationId: ConversationId }) {
  const { t } = useTranslation();
  const announcements = useAnnouncements(conversationId, ({ failure, model }: AssistantMessage) => {
    if (failure === undefined) return '';
    const provider = getProvider(model.providerId)?.name ?? model.providerId;
    const { title, remedy } = failureText(t, failure, { provider, model: getModelName(model) });
    return `${title}. ${remedy}`;
  });
  return (
    <output className={styles.announcer} aria-live="polite" aria-atomic="false">
      {announcements.map(({ id, words }) => (
        <p key={id}>{words}</p>
      ))}
    </output>
  );
}
