import { useDeferredValue } from 'react';
import { useTranslation } from 'react-i18next';
import { estimateTokens } from '#shared/conversation/estimate-tokens.ts';
import type { ModelRef } from '#shared/provider/model.ts';
import { useContextLength } from '../client/provider/providers.ts';
import { useLanguage } from '../client/settings.ts';
import styles from './composer.module.css';

/** Shorter texts need no number. */
const SHOWN_FROM_CHARACTERS = 1500;

export interface TokenEstimateProps {
  readonly text: string;
  readonly model: ModelRef;
}

/** How long a long draft is, against what the model takes. */
export function TokenEstimate({ text, model }: TokenEstimateProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const settled = useDeferredValue(text);
  const limit = useContextLength(model);
  if (settled.length < SHOWN_FROM_CHARACTERS) return null;
  const tokens = estimateTokens(settled);
  const written = tokens.toLocaleString(language);
  return (
    <span
      className={styles.tokens}
      data-over={(limit !== undefined && tokens > limit) || undefined}
    >
      {limit === undefined
        ? t('composer.tokens', { tokens: written })
        : t('composer.tokensOf', { tokens: written, limit: limit.toLocaleString(language) })}
    </span>
  );
}
