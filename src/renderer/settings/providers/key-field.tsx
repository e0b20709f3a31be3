import { KeyRound } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CredentialStatus, ProviderDefinition } from '#shared/provider/provider.ts';
import { call } from '../../client/bridge.ts';
import { useEnvironment } from '../../client/environment.ts';
import { Button } from '../../ui/controls/button.tsx';
import { attempt } from '../../ui/toast/report-failure.ts';
import { TextField } from '../../ui/controls/text-field.tsx';
import { Notice } from '../kit/notice.tsx';
import type { KeyChange, KeyError } from './draft.ts';
import styles from './key-field.module.css';

export interface KeyFieldProps {
  readonly definition: ProviderDefinition;
  readonly credential: CredentialStatus | undefined;
  readonly change: KeyChange;
  readonly error: KeyError | undefined;
  readonly onChange: (change: KeyChange) => void;
  readonly onLeave: () => void;
}

/** The key: what is known of the stored one, or a field for another. A stored key is never shown. */
export function KeyField({
  definition,
  credential,
  change,
  error,
  onChange,
  onLeave,
}: KeyFieldProps) {
  const { t } = useTranslation();
  const label = t(
    definition.credential === 'optional'
      ? 'settings.providers.keyOptional'
      : 'settings.providers.key',
  );
  if (change.type === 'enter') {
    const isStored = credential?.state === 'ready';
    return (
      <>
        {credential?.state === 'unreadable' && (
          <Notice tone="warning">{t('settings.providers.keyUnreadable')}</Notice>
        )}
        <TextField
          type="password"
          label={label}
          description={<KeyDescription definition={definition} />}
          error={error && t(`settings.providers.error.${error}`)}
          placeholder={t('settings.providers.keyPlaceholder')}
          value={change.key}
          onChange={(event) => onChange({ type: 'enter', key: event.target.value })}
          onBlur={onLeave}
          action={
            isStored && (
              <Button onClick={() => onChange({ type: 'keep' })}>
                {t('settings.providers.keyKeep')}
              </Button>
            )
          }
        />
      </>
    );
  }
  return (
    <fieldset className={styles.stored}>
      <legend className={styles.storedLabel}>{label}</legend>
      <div className={styles.storedRow}>
        <KeyRound className={styles.storedIcon} aria-hidden="true" />
        <span className={styles.storedWords}>{storedText()}</span>
        {change.type === 'remove' ? (
          <Button size="s" onClick={() => onChange({ type: 'keep' })}>
            {t('settings.providers.keyKeep')}
          </Button>
        ) : (
          <>
            <Button size="s" onClick={() => onChange({ type: 'enter', key: '' })}>
              {t('settings.providers.keyReplace')}
            </Button>
            <Button size="s" variant="danger" onClick={() => onChange({ type: 'remove' })}>
              {t('settings.providers.keyRemove')}
            </Button>
          </>
        )}
      </div>
      <div className={styles.storedNote}>
        <Protection />
      </div>
    </fieldset>
  );

  function storedText(): string {
    if (change.type === 'remove') return t('settings.providers.keyWillBeRemoved');
    return credential?.hint === undefined
      ? t('settings.providers.keyStoredHidden')
      : t('settings.providers.keyStored', { hint: `…${credential.hint}` });
  }
}

function KeyDescription({ definition }: { readonly definition: ProviderDefinition }) {
  const { t } = useTranslation();
  const { credentialUrl } = definition;
  return (
    <>
      {credentialUrl !== undefined && (
        <a
          href={credentialUrl}
          title={credentialUrl}
          onClick={(event) => {
            event.preventDefault();
            attempt(call('link.open', { url: credentialUrl }));
          }}
        >
          {t('settings.providers.keyGet', { host: new URL(credentialUrl).host })}
        </a>
      )}{' '}
      <Protection />
    </>
  );
}

/** How well a key is kept on this system; plainly, when it is not. */
function Protection() {
  const { t } = useTranslation();
  const { credentialProtection } = useEnvironment();
  return (
    <span data-protection={credentialProtection} className={styles.protection}>
      {t(`settings.providers.protection.${credentialProtection}`)}
    </span>
  );
}
