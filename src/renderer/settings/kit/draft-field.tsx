import { useState } from 'react';
import { TextField } from '../../ui/controls/text-field.tsx';
import type { TextFieldProps } from '../../ui/controls/text-field.tsx';

export interface DraftFieldProps extends Omit<
  TextFieldProps,
  'value' | 'defaultValue' | 'onChange' | 'onBlur' | 'onKeyDown' | 'error'
> {
  readonly value: string;
  /** The error of what is written, if it is one. */
  readonly check?: (draft: string) => string | undefined;
  readonly onCommit: (value: string) => void;
}

/** A line of text that takes effect when it is left or Enter is pressed, unless it is wrong. */
export function DraftField({ value, check, onCommit, ...rest }: DraftFieldProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const [isLeft, setIsLeft] = useState(false);
  const error = draft === null ? undefined : check?.(draft.trim());
  const commit = (): void => {
    setIsLeft(true);
    if (draft === null || error !== undefined) return;
    setDraft(null);
    if (draft.trim() !== value) onCommit(draft.trim());
  };
  return (
    <TextField
      {...rest}
      value={draft ?? value}
      error={isLeft ? error : undefined}
      onChange={(event) => {
        setDraft(event.target.value);
        setIsLeft(false);
      }}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
      }}
    />
  );
}
