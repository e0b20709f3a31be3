import { useTranslation } from 'react-i18next';
import { Field } from '../../ui/controls/field.tsx';
import { Select } from '../../ui/controls/select.tsx';

export interface PinnedServerProps {
  /** The service's own pool. */
  readonly baseUrls: readonly string[];
  /** What the form's address says; empty for the pool. */
  readonly baseUrl: string;
  readonly onChange: (baseUrl: string) => void;
}

const POOL = '';

/** Which server of a service that has several: whichever is well, or always the same one. */
export function PinnedServer({ baseUrls, baseUrl, onChange }: PinnedServerProps) {
  const { t } = useTranslation();
  const servers = baseUrls.map((value) => ({ value, label: new URL(value).host }));
  return (
    <Field label={t('settings.providers.server')}>
      {(control) => (
        <Select
          {...control}
          value={baseUrls.includes(baseUrl) ? baseUrl : POOL}
          options={[{ value: POOL, label: t('settings.providers.serverAny') }, ...servers]}
          onValueChange={onChange}
        />
      )}
    </Field>
  );
}
