import { Wrench } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ToolCallPart } from '#shared/conversation/conversation.ts';
import styles from './fold.module.css';

export interface ToolCallProps {
  readonly part: ToolCallPart;
  readonly isGrowing: boolean;
}

/** A tool that the model asked for, with what it passed. */
export function ToolCall({ part, isGrowing }: ToolCallProps) {
  const { t } = useTranslation();
  const tool = part.toolName;
  return (
    <details className={styles.fold}>
      <summary className={styles.summary} data-active={isGrowing || undefined}>
        <Wrench className={styles.icon} aria-hidden="true" />
        {t(isGrowing ? 'transcript.toolCalling' : 'transcript.tool', { tool })}
      </summary>
      <pre className={styles.input} data-selectable="" aria-label={t('transcript.toolInput')}>
        {indented(part.input)}
      </pre>
    </details>
  );
}

/** JSON is indented; what is not complete yet is shown as it came. */
function indented(input: string): string {
  try {
    return JSON.stringify(JSON.parse(input), null, 2);
  } catch {
    return input;
  }
}
