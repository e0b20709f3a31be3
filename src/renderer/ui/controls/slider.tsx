import { useState } from 'react';
import type { ComponentProps } from 'react';
import styles from './slider.module.css';

export interface SliderProps extends Omit<ComponentProps<'input'>, 'value' | 'onChange' | 'type'> {
  readonly value: number;
  /** While it moves. */
  readonly onValueDraft: (value: number) => void;
  /** When it is let go, or moved by a key. */
  readonly onValueCommit: (value: number) => void;
}

/** A number chosen by feel. What it changes may move the slider itself, so it commits only when it is let go. */
export function Slider({ value, onValueDraft, onValueCommit, ...rest }: SliderProps) {
  const [draft, setDraft] = useState<number | null>(null);
  const commit = (): void => {
    if (draft !== null) onValueCommit(draft);
    setDraft(null);
  };
  return (
    <input
      type="range"
      className={styles.slider}
      value={draft ?? value}
      onChange={(event) => {
        setDraft(event.target.valueAsNumber);
        onValueDraft(event.target.valueAsNumber);
      }}
      onPointerUp={commit}
      onKeyUp={commit}
      onBlur={commit}
      {...rest}
    />
  );
}
