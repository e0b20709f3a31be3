import type { ReactNode } from 'react';
import { Field } from '../../ui/controls/field.tsx';
import type { FieldControl } from '../../ui/controls/field.tsx';
import { useIsFound } from '../search.ts';
import styles from './settings.module.css';

export interface SettingProps {
  readonly label: string;
  readonly description?: string;
  /** Found by these words too. */
  readonly keywords?: string;
  readonly children: (control: FieldControl) => ReactNode;
}

/** One setting: what it is called at the left, its control at the right. Hidden when something else is searched for. */
export function Setting({ label, description = '', keywords = '', children }: SettingProps) {
  const found = useIsFound(label, description, keywords);
  if (!found) return null;
  return (
    <div className={styles.setting} data-setting="">
      <Field label={label} layout="row" {...(description === '' ? {} : { description })}>
        {children}
      </Field>
    </div>
  );
}

/** The same place for what is no single control. */
export function SettingBlock({
  label,
  description = '',
  keywords = '',
  children,
}: {
  readonly label: string;
  readonly description?: string;
  /** Found by these words too. */
  readonly keywords?: string;
  readonly children: ReactNode;
}) {
  const found = useIsFound(label, description, keywords);
  if (!found) return null;
  return (
    <div className={styles.block} data-setting="">
      <h3 className={styles.blockTitle}>{label}</h3>
      {description !== '' && <p className={styles.blockDescription}>{description}</p>}
      {children}
    </div>
  );
}
