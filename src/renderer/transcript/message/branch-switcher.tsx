import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageId } from '#shared/id.ts';
import { call } from '../../client/bridge.ts';
import { useSiblings } from '../../client/conversation/conversations.ts';
import { focusWhenThere } from '../../ui/keys/focus.ts';
import { attempt } from '../../ui/toast/report-failure.ts';
import styles from './branch-switcher.module.css';
import { useTranscript } from '../context.ts';

/** ‹ 2 / 3 › where a message has others beside it. The arrow keys turn over, too. */
export function BranchSwitcher({ messageId }: { readonly messageId: MessageId }) {
  const { t } = useTranslation();
  const { conversationId, onRelease } = useTranscript();
  const siblings = useSiblings(conversationId, messageId);
  const at = siblings.indexOf(messageId);
  if (siblings.length < 2) return null;

  function turn(step: 1 | -1): void {
    const target = siblings[at + step];
    if (target === undefined) return;
    onRelease();
    const turned = call('conversation.select-branch', { conversationId, messageId: target });
    attempt(turned.then(() => focusSwitcher(target, step)));
  }

  function turnByKey(event: KeyboardEvent): void {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    turn(event.key === 'ArrowLeft' ? -1 : 1);
  }

  const position = { current: at + 1, total: siblings.length };
  return (
    <fieldset className={styles.switcher} aria-label={t('transcript.branch', position)}>
      <button
        type="button"
        data-turn="-1"
        className={styles.turn}
        aria-label={t('transcript.previousBranch')}
        aria-disabled={at === 0}
        onClick={() => turn(-1)}
        onKeyDown={turnByKey}
      >
        <ChevronLeft aria-hidden="true" />
      </button>
      <span className={styles.position} aria-hidden="true">
        {t('transcript.branchShort', position)}
      </span>
      <button
        type="button"
        data-turn="1"
        className={styles.turn}
        aria-label={t('transcript.nextBranch')}
        aria-disabled={at === siblings.length - 1}
        onClick={() => turn(1)}
        onKeyDown={turnByKey}
      >
        <ChevronRight aria-hidden="true" />
      </button>
    </fieldset>
  );
}

/** The other message is a new element: the focus goes along. */
function focusSwitcher(messageId: MessageId, step: 1 | -1): void {
  focusWhenThere(
    () =>
      document.querySelector<HTMLElement>(`[data-message="${messageId}"] [data-turn="${step}"]`),
    {
      preventScroll: true,
    },
  );
}
