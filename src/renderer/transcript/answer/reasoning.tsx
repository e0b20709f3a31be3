import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TFunction } from 'i18next';
import { Markdown } from '../../markdown/markdown.tsx';
import { useReasoningClock } from './use-reasoning-clock.ts';
import styles from './fold.module.css';

export interface ReasoningProps {
  readonly text: string;
  readonly clock: string;
  readonly isGrowing: boolean;
  /** As it was measured, for an answer that this window did not watch. */
  readonly measuredMs: number | undefined;
}

/** What the model thought before it answered, folded away. */
export function Reasoning({ text, clock, isGrowing, measuredMs }: ReasoningProps) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const watchedSeconds = useReasoningClock(clock, isGrowing);
  return (
    <details className={styles.fold} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className={styles.summary} data-active={isGrowing || undefined}>
        <ChevronRight className={styles.chevron} aria-hidden="true" />
        {isGrowing
          ? t('transcript.thinking')
          : thoughtTitle(t, watchedSeconds ?? secondsOf(measuredMs))}
      </summary>
      {isOpen && (
        <div className={styles.inside}>
          <Markdown text={text} streaming={isGrowing} />
        </div>
      )}
    </details>
  );
}

function secondsOf(ms: number | undefined): number | undefined {
  return ms === undefined ? undefined : Math.max(1, Math.round(ms / 1000));
}

function thoughtTitle(t: TFunction, seconds: number | undefined): string {
  if (seconds === undefined) return t('transcript.thought');
  if (seconds < 60) return t('transcript.thoughtSeconds', { seconds });
  return t('transcript.thoughtMinutes', {
    minutes: Math.floor(seconds / 60),
    seconds: seconds % 60,
  });
}
