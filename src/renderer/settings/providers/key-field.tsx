import { KeyRound } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ProviderId } from '#shared/id.ts';
import { kindsOf } from '#shared/provider/provider.ts';
import type {
  CredentialKind,
  CredentialStatus,
  ProviderDefinition,
} from '#shared/provider/provider.ts';
import { call } from '../../client/bridge.ts';
import { Button } from '../../ui/controls/button.tsx';
import { attempt } from '../../ui/toast/report-failure.ts';
import { TextField } from '../../ui/controls/text-field.tsx';
import { Notice } from '../kit/notice.tsx';
import type { KeyChange, KeyError } from './draft.ts';
import type { OtherServers } from './servers.ts';
import styles from './key-field.module.css';

export interface KeyFieldProps {
  readonly definition: ProviderDefinition;
  /** Absent for a provider that is being added. */
  readonly providerId: ProviderId | undefined;
  /** What the stored one is. */
  readonly storedKind: CredentialKind | undefined;
  readonly credential: CredentialStatus | undefined;
  readonly change: KeyChange;
  /** The stored key is not for the servers of the draft. */
  readonly others: OtherServers | null;
  readonly error: KeyError | undefined;
  readonly onChange: (change: KeyChange) => void;
  readonly onLeave: () => void;
}

/**
 * The credential: what is known of the stored one, or a field for each kind that the service takes, of which one is sent.
 * A stored one is never shown.
 */
export function KeyField(props: KeyFieldProps) {
  const { t } = useTranslation();
  const { definition, storedKind, change, others } = props;
  const kinds = kindsOf(definition);
  const labelOf = (kind: CredentialKind): string => {
    const label = t(`settings.providers.kind.${kind}`);
    return definition.credential === 'optional'
      ? t('settings.providers.optional', { label })
      : label;
  };
  const [usual = 'key'] = kinds;
  if (change.type === 'enter' || (change.type === 'keep' && others !== null)) {
    const entered = change.type === 'enter' ? { kind: usual, ...change } : { kind: usual, key: '' };
    return <EnteredKey {...props} kinds={kinds} labelOf={labelOf} entered={entered} />;
  }
  return <StoredKey {...props} label={labelOf(storedKind ?? usual)} />;
}

interface EnteredKeyProps extends KeyFieldProps {
  readonly kinds: readonly CredentialKind[];
  readonly labelOf: (kind: CredentialKind) => string;
  readonly entered: { readonly kind: CredentialKind; readonly key: string };
}

function EnteredKey(props: EnteredKeyProps) {
  const { t } = useTranslation();
  const { definition, credential, others, error, kinds, labelOf, entered, onChange } = props;
  const isStored = credential?.state === 'ready' && others === null;
  return (
    <>
      {credential?.state === 'unreadable' && (
        <Notice tone="warning">{t('settings.providers.keyUnreadable')}</Notice>
      )}
      {others !== null && <Elsewhere others={others} onChange={onChange} />}
      {kinds.map((kind) => (
        <TextField
          key={kind}
          type="password"
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- the field stands where the button was that opened it
          autoFocus={isStored && kind === kinds[0]}
          label={labelOf(kind)}
          description={<KeyDescription definition={definition} kind={kind} />}
          error={
            entered.kind === kind && error ? t(`settings.providers.error.${error}`) : undefined
          }
          placeholder={t(`settings.providers.kindPlaceholder.${kind}`)}
          value={entered.kind === kind ? entered.key : ''}
          onChange={(event) => onChange({ type: 'enter', key: event.target.value, kind })}
          onBlur={props.onLeave}
          action={
            isStored &&
            kind === kinds[0] && (
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

interface ElsewhereProps {
  readonly others: OtherServers;
  readonly onChange: (change: KeyChange) => void;
}

/** Whom the stored key is for, and that it does not go to the new server by itself. */
function Elsewhere({ others, onChange }: ElsewhereProps) {
  const { t } = useTranslation();
  return (
    <Notice tone="warning" title={t('settings.providers.keyElsewhere', shown(others))}>
      <p>{t('settings.providers.keyElsewhereAdvice', shown(others))}</p>
      <p className={styles.choices}>
        <Button size="s" onClick={() => onChange({ type: 'give' })}>
          {t('settings.providers.keyGive')}
        </Button>
        <Button size="s" onClick={() => onChange({ type: 'remove' })}>
          {t('settings.providers.keyRemove')}
        </Button>
      </p>
    </Notice>
  );
}

function shown({ given, wanted }: OtherServers): { given: string; wanted: string } {
  return { given: given.join(', '), wanted: wanted.join(', ') };
}

interface StoredKeyProps extends KeyFieldProps {
  readonly label: string;
}

function StoredKey(props: StoredKeyProps) {
  const { t } = useTranslation();
  const { providerId, credential, change, others, label, onChange } = props;
  return (
    <fieldset className={styles.stored}>
      <legend className={styles.storedLabel}>{label}</legend>
      <div className={styles.storedRow}>
        <KeyRound className={styles.storedIcon} aria-hidden="true" />
        <span className={styles.storedWords}>{storedText()}</span>
        {change.type === 'keep' ? (
          <>
            <Button size="s" onClick={() => onChange({ type: 'enter', key: '' })}>
              {t('settings.providers.keyReplace')}
            </Button>
            <Button size="s" variant="danger" onClick={() => onChange({ type: 'remove' })}>
              {t('settings.providers.keyRemove')}
            </Button>
          </>
        ) : (
          <Button size="s" onClick={() => onChange({ type: 'keep' })}>
            {t(
              change.type === 'give' ? 'settings.providers.keyOther' : 'settings.providers.keyKeep',
            )}
          </Button>
        )}
      </div>
      {credential?.kept !== undefined && (
        <Protection providerId={providerId} kept={credential.kept} />
      )}
    </fieldset>
  );

  function storedText(): string {
    if (change.type === 'remove') return t('settings.providers.keyWillBeRemoved');
    if (change.type === 'give' && others !== null)
      return t('settings.providers.keyWillBeGiven', shown(others));
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
      {t('settings.providers.keyEncrypted')}
    </>
  );
}

interface ProtectionProps {
  readonly providerId: ProviderId | undefined;
  readonly kept: NonNullable<CredentialStatus['kept']>;
}

/** How well the key is kept, as what was written tells; where nothing protects it, with the other choice. */
function Protection({ providerId, kept }: ProtectionProps) {
  const { t } = useTranslation();
  const other = kept === 'plain' ? 'session' : 'disk';
  return (
    <div className={styles.storedNote}>
      <span data-protection={kept} className={styles.protection}>
        {t(`settings.providers.protection.${kept}`)}
      </span>
      {kept !== 'system' && providerId !== undefined && (
        <Button
          size="s"
          onClick={() => attempt(call('provider.keep-credential', { providerId, where: other }))}
        >
          {t(`settings.providers.keepOn.${other}`)}
        </Button>
      )}
    </div>
  );
}
