import { useId } from 'react';
import type { Option } from './select.tsx';
import styles from './segmented.module.css';

export interface SegmentedProps<Value extends string> {
  /** The accessible name of the group. */
  readonly label: string;
  readonly value: Value;
  /** Two to four short ones; for more, use a Select. */
  readonly options: readonly Option<Value>[];
  readonly onValueChange: (value: Value) => void;
}

/** One of a few, all visible. Radio buttons: one tab stop, arrow keys choose. */
export function Segmented<Value extends string>({
  label,
  value,
  options,
  onValueChange,
}: SegmentedProps<Value>) {
  const name = useId();
  return (
    <div className={styles.segmented} role="radiogroup" aria-label={label}>
      {options.map((option) => (
        <label key={option.value} className={styles.segment}>
          <input
            type="radio"
            className={styles.radio}
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onValueChange(option.value)}
          />
          <span>{option.label}</span>
        </label>
      ))}
    </div>
  );
}
