import { useState } from 'react';
import styles from './text-field.module.css';

export interface TitleFieldProps {
  readonly label: string;
  readonly title: string;
  /** Once: the new title, or `null` when it is to stay as it was. */
  readonly onDone: (title: string | null) => void;
}

/** A title edited in its place: Enter or leaving keeps, Escape discards. */
export function TitleField({ label, title, onDone }: TitleFieldProps) {
  const [text, setText] = useState(title);
  function keep(): void {
    const next = text.trim();
    onDone(next === '' || next === title ? null : next);
  }
  return (
    <input
      className={styles.input}
      data-compact=""
      aria-label={label}
      value={text}
      maxLength={200}
      // oxlint-disable-next-line jsx-a11y/no-autofocus -- it takes the place of what was focused
      autoFocus
      onFocus={(event) => event.target.select()}
      onChange={(event) => setText(event.target.value)}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key !== 'Enter' && event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        if (event.key === 'Escape') onDone(null);
        else keep();
      }}
    />
  );
}
