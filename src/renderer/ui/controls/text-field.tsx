import type { ComponentProps, ReactNode } from 'react';
import { Field } from './field.tsx';
import styles from './text-field.module.css';

export interface TextFieldProps extends ComponentProps<'input'> {
  readonly label: string;
  readonly description?: ReactNode;
  readonly error?: string | undefined;
  /** A button or two inside the same row, after the field. */
  readonly action?: ReactNode;
}

/** One line of text with its label. */
export function TextField({ label, description, error, action, ...rest }: TextFieldProps) {
  return (
    <Field label={label} description={description} error={error}>
      {(control) => (
        <div className={styles.row}>
          <input
            type="text"
            className={styles.input}
            spellCheck={false}
            autoComplete="off"
            {...control}
            {...rest}
          />
          {action}
        </div>
      )}
    </Field>
  );
}

/** The same field without a visible label, for search: the label is its accessible name. */
export function SearchField({
  label,
  ...rest
}: Omit<ComponentProps<'input'>, 'aria-label'> & { readonly label: string }) {
  return (
    <input
      type="search"
      className={styles.input}
      aria-label={label}
      placeholder={label}
      spellCheck={false}
      autoComplete="off"
      {...rest}
    />
  );
}
