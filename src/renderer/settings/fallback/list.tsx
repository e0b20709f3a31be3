import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react';
import { useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModelRef } from '#shared/provider/model.ts';
import { useCatalog, useModelName, useProvider } from '../../client/provider/providers.ts';
import { IconButton } from '../../ui/controls/icon-button.tsx';
import { ModelChoice } from '../kit/model-choice.tsx';
import styles from './list.module.css';
import { useFocusAfter } from '../kit/use-focus-after.ts';

export interface FallbackListProps {
  readonly models: readonly ModelRef[];
  readonly onChange: (models: readonly ModelRef[]) => void;
}

const MOST = 8;

/** An ordered chain of models: each can be moved by its buttons, or by Alt and an arrow, and removed. */
export function FallbackList({ models, onChange }: FallbackListProps) {
  const { t } = useTranslation();
  const [said, setSaid] = useState('');
  const { list, focusAfter } = useFocusAfter(models);

  function move(index: number, by: -1 | 1, name: string): void {
    const to = index + by;
    const moved = models[index];
    if (moved === undefined || to < 0 || to >= models.length) return;
    onChange(models.toSpliced(index, 1).toSpliced(to, 0, moved));
    setSaid(t('fallback.moved', { model: name, position: to + 1, total: models.length }));
    const atEnd = by === -1 ? to === 0 : to === models.length - 1;
    // A button that can do no more loses the focus: the other one takes it.
    focusAfter(to, (by === -1) === atEnd ? 'down' : 'up');
  }

  function remove(index: number, name: string): void {
    onChange(models.toSpliced(index, 1));
    setSaid(t('fallback.removed', { model: name }));
    focusAfter(Math.min(index, models.length - 2), 'remove');
  }

  return (
    <div className={styles.chain}>
      {models.length === 0 ? (
        <p className={styles.empty}>{t('fallback.empty')}</p>
      ) : (
        <ol ref={list} className={styles.list} aria-label={t('fallback.list')}>
          {models.map((model, index) => (
            <Row
              key={`${model.providerId} ${model.modelId}`}
              model={model}
              isFirst={index === 0}
              isLast={index === models.length - 1}
              onMove={(by, name) => move(index, by, name)}
              onRemove={(name) => remove(index, name)}
            />
          ))}
        </ol>
      )}
      {models.length < MOST ? (
        <ModelChoice
          label={t('fallback.add')}
          icon={Plus}
          taken={models}
          onPick={(model) => onChange([...models, model])}
        />
      ) : (
        <p className={styles.empty}>{t('fallback.full', { count: MOST })}</p>
      )}
      <output className={styles.hidden}>{said}</output>
    </div>
  );
}

interface RowProps {
  readonly model: ModelRef;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly onMove: (by: -1 | 1, name: string) => void;
  readonly onRemove: (name: string) => void;
}

function Row({ model, isFirst, isLast, onMove, onRemove }: RowProps) {
  const { t } = useTranslation();
  const name = useModelName(model);
  const provider = useProvider(model.providerId);
  const row = useCatalog().find(({ id }) => id === model.providerId);

  function handleKey(event: KeyboardEvent): void {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    onMove(event.key === 'ArrowUp' ? -1 : 1, name);
  }

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a shortcut of the buttons within
    <li className={styles.row} onKeyDown={handleKey}>
      <span className={styles.words}>
        <span className={styles.name}>{name}</span>
        <span className={styles.provider}>
          {provider?.name ?? `${row?.name ?? model.providerId} · ${t('fallback.notSetUp')}`}
        </span>
      </span>
      <IconButton
        size="s"
        icon={ArrowUp}
        data-action="up"
        disabled={isFirst}
        label={t('fallback.up', { model: name })}
        onClick={() => onMove(-1, name)}
      />
      <IconButton
        size="s"
        icon={ArrowDown}
        data-action="down"
        disabled={isLast}
        label={t('fallback.down', { model: name })}
        onClick={() => onMove(1, name)}
      />
      <IconButton
        size="s"
        icon={X}
        data-action="remove"
        label={t('fallback.remove', { model: name })}
        onClick={() => onRemove(name)}
      />
    </li>
  );
}
