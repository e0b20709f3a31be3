import { useTranslation } from 'react-i18next';
import type { NumberParameter, ParameterChoice } from '#shared/provider/parameters.ts';
import { Field } from '../../ui/controls/field.tsx';
import { Select } from '../../ui/controls/select.tsx';
import { TextField } from '../../ui/controls/text-field.tsx';
import styles from './instructions.module.css';
import { errorsOf } from './parameter-draft.ts';
import type { ParameterDraft } from './parameter-draft.ts';

export interface ParameterFieldsProps {
  readonly choice: ParameterChoice;
  readonly draft: ParameterDraft;
  /** Errors are told once the person wanted to save, or left the field. */
  readonly seen: ReadonlySet<NumberParameter>;
  readonly onChange: (draft: ParameterDraft) => void;
  readonly onLeave: (name: NumberParameter) => void;
}

/** Those that people set; the others are behind *More*. */
const usual: ReadonlySet<NumberParameter> = new Set(['temperature', 'maxOutputTokens']);

/** What of an answer can be chosen for the service; left empty, it does as it does. */
export function ParameterFields({ choice, draft, seen, onChange, onLeave }: ParameterFieldsProps) {
  const { t, i18n } = useTranslation();
  const wrong = errorsOf(draft, choice);
  const number = (value: number): string => value.toLocaleString(i18n.language);
  const rare = choice.numbers.filter(({ name }) => !usual.has(name));
  const isOpen = rare.some(({ name }) => draft.numbers[name] !== '');
  const field = ({ name, min, max, usual: own }: ParameterChoice['numbers'][number]) => {
    const range =
      max === undefined
        ? t('app.from', { min: number(min) })
        : t('app.fromTo', { min: number(min), max: number(max) });
    const isWrong = seen.has(name) && wrong.has(name);
    return (
      <TextField
        key={name}
        label={t(`app.parameter.${name}`)}
        description={isWrong ? undefined : range}
        inputMode="decimal"
        placeholder={own === undefined ? t('app.providerDefault') : number(own)}
        error={isWrong ? t('app.parameterWrong', { range }) : undefined}
        value={draft.numbers[name]}
        onChange={(event) =>
          onChange({ ...draft, numbers: { ...draft.numbers, [name]: event.target.value } })
        }
        onBlur={() => onLeave(name)}
      />
    );
  };

  return (
    <>
      <div className={styles.numbers}>
        {choice.numbers.filter(({ name }) => usual.has(name)).map(field)}
        {choice.efforts.length > 0 && (
          <Field label={t('app.reasoningEffort')}>
            {(control) => (
              <Select<ParameterDraft['effort']>
                {...control}
                value={draft.effort}
                onValueChange={(effort) => onChange({ ...draft, effort })}
                options={[
                  { value: 'default', label: t('app.providerDefault') },
                  ...choice.efforts.map((value) => ({ value, label: t(`app.effort.${value}`) })),
                ]}
              />
            )}
          </Field>
        )}
      </div>
      {rare.length > 0 && (
        <details className={styles.more} open={isOpen || rare.some(({ name }) => wrong.has(name))}>
          <summary>{t('app.moreParameters')}</summary>
          <div className={styles.numbers}>{rare.map(field)}</div>
          <p className={styles.hint}>{t('app.parametersHint')}</p>
        </details>
      )}
    </>
  );
}
