import type { ComponentProps } from 'react';
import styles from './select.module.css';

export interface Option<Value extends string> {
  readonly value: Value;
  readonly label: string;
}

export interface SelectProps<Value extends string> extends Omit<
  ComponentProps<'select'>,
  'value' | 'onChange' | 'children'
> {
  readonly value: Value;
  readonly options: readonly Option<Value>[];
  readonly onValueChange: (value: Value) => void;
}

/** One of several. The platform's own control, drawn with our tokens. Label it through a Field or `aria-label`. */
export function Select<Value extends string>({
  value,
  options,
  onValueChange,
  ...rest
}: SelectProps<Value>) {
  return (
    <select
      className={styles.select}
      value={value}
      onChange={(event) => {
        const chosen = options.find((option) => option.value === event.target.value);
        if (chosen !== undefined) onValueChange(chosen.value);
      }}
      {...rest}
    >
      {options.map((option) => (
        <option key={option.value} className={styles.option} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}
