import { KeyRound } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { kindsOf } from '#shared/provider/provider.ts';
import type {
  CredentialKind,
  CredentialStatus,
  ProviderDefinition,
} from '#shared/provider/provider.ts';
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
  /** What the stored one is. */
  readonly storedKind: CredentialKind | undefined;
  readonly credential: CredentialStatus | undefined;
  readonly change: KeyChange;
  readonly error: KeyError | undefined;
  readonly onChange: (change: KeyChange) => void;
  readonly onLeave: () => void;
}

/**
 * The credential: what is known of the stored one, or a field for each kind that the service takes, of which one is sent.
 * A stored one is never shown.
 */
export function KeyField({
  definition,
  storedKind,
  credential,
  change,
  error,
  onChange,
  onLeave,
}: KeyFieldProps) {
  const { t } = useTranslation();
  const kinds = kindsOf(definition);
  const [usual = 'key'] = kinds;
  const labelOf = (kind: CredentialKind): string => {
    const label = t(`settings.providers.kind.${kind}`);
    return definition.credential === 'optional'
      ? t('settings.providers.optional', { label })
      : label;
  };
  if (change.type === 'enter') {
    const isStored = credential?.state === 'ready';
    const entered = change.kind ?? usual;
    return (
      <>
        {credential?.state === 'unreadable' && (
          <Notice tone="warning">{t('settings.providers.keyUnreadable')}</Notice>
        )}
        {kinds.map((kind) => (
          <TextField
            key={kind}
            type="password"
            // oxlint-disable-next-line jsx-a11y/no-autofocus -- the field stands where the button was that opened it
            autoFocus={isStored && kind === usual}
            label={labelOf(kind)}
            description={<KeyDescription definition={definition} kind={kind} />}
            error={entered === kind && error ? t(`settings.providers.error.${error}`) : undefined}
            placeholder={t(`settings.providers.kindPlaceholder.${kind}`)}
            value={entered === kind ? change.key : ''}
            onChange={(event) => onChange({ type: 'enter', key: event.target.value, kind })}
            onBlur={onLeave}
            action={
              isStored &&
              kind === usual && (
                <Button onClick={() => onChange({ type: 'keep' })}>
                  {t('settings.providers.keyKeep')}
                </Button>
              )
            }
          />
        ))}
      </>
    );
  }
  return (
    <fieldset className={styles.stored}>
      <legend className={styles.storedLabel}>{labelOf(storedKind ?? usual)}</legend>
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

interface KeyDescriptionProps {
  readonly definition: ProviderDefinition;
  readonly kind: CredentialKind;
}

function KeyDescription({ definition, kind }: KeyDescriptionProps) {
  const { t } = useTranslation();
  const { credentialUrl } = definition;
  if (kind === 'own-key') return t('settings.providers.ownKeyDescription');
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
