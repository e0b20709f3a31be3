import { useId } from 'react';
import type { ReactNode } from 'react';
import styles from './field.module.css';

/** What the control must carry so that its label, its description and its error belong to it. */
export interface FieldControl {
  readonly id: string;
  readonly 'aria-describedby'?: string;
  readonly 'aria-invalid'?: true;
}

export interface FieldProps {
  readonly label: string;
  readonly description?: ReactNode;
  /** Shown instead of nothing: the control is invalid as long as it is set. */
  readonly error?: string | undefined;
  /** `row`: the label beside the control, for a list of settings. */
  readonly layout?: 'stack' | 'row';
  readonly children: (control: FieldControl) => ReactNode;
}

/** A label, a control, a description and an error, tied to one another. */
export function Field({ label, description, error, layout = 'stack', children }: FieldProps) {
  const id = useId();
  const descriptionId = `${id}description`;
  const errorId = `${id}error`;
  const describedBy = [
    ...(description === undefined ? [] : [descriptionId]),
    ...(error === undefined ? [] : [errorId]),
  ].join(' ');
  return (
    <div className={styles.field} data-layout={layout}>
      <div className={styles.words}>
        <label className={styles.label} htmlFor={id}>
          {label}
        </label>
        {layout === 'row' && description !== undefined && (
          <p id={descriptionId} className={styles.description}>
            {description}
          </p>
        )}
      </div>
      <div className={styles.control}>
        {children({
          id,
          ...(describedBy === '' ? {} : { 'aria-describedby': describedBy }),
          ...(error === undefined ? {} : { 'aria-invalid': true }),
        })}
        {error !== undefined && (
          <p id={errorId} className={styles.error}>
            {error}
          </p>
        )}
        {layout === 'stack' && description !== undefined && (
          <p id={descriptionId} className={styles.description}>
            {description}
          </p>
        )}
      </div>
    </div>
  );
}
