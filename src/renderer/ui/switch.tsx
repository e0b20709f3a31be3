import { Field } from './field.tsx';
import styles from './switch.module.css';

export interface SwitchProps {
  readonly label: string;
  readonly description?: string;
  readonly checked: boolean;
  readonly onCheckedChange: (checked: boolean) => void;
  readonly disabled?: boolean;
}

/** On or off, at once. */
export function Switch({ label, description, checked, onCheckedChange, disabled }: SwitchProps) {
  return (
    <Field label={label} description={description} layout="row">
      {(control) => (
        <input
          type="checkbox"
          role="switch"
          className={styles.switch}
          checked={checked}
          aria-checked={checked}
          disabled={disabled ?? false}
          onChange={(event) => onCheckedChange(event.target.checked)}
          {...control}
        />
      )}
    </Field>
  );
}
