import { ArrowLeft } from 'lucide-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProviderId } from '#shared/id.ts';
import type { ProviderDefinition, ProviderView } from '#shared/provider/provider.ts';
import { call } from '../../client/bridge.ts';
import { useProviders } from '../../client/provider/providers.ts';
import { useLanguage } from '../../client/settings.ts';
import { Button } from '../../ui/controls/button.tsx';
import { ConfirmDialog } from '../../ui/overlays/dialog.tsx';
import { TextField } from '../../ui/controls/text-field.tsx';
import { showToast } from '../../ui/toast/toast-queue.ts';
import { ConnectionCheck } from '../connection-check/connection-check.tsx';
import { GuestCode } from './guest-code.tsx';
import { KeyField } from './key-field.tsx';
import { Notice } from '../kit/notice.tsx';
import { isUnprotected } from './draft.ts';
import { OfferModel } from './offer-model.tsx';
import { ProviderResult } from './result.tsx';
import { otherServers } from './servers.ts';
import styles from '../kit/settings.module.css';
import { useProviderForm } from './use-form.ts';

export interface ProviderFormProps {
  readonly definition: ProviderDefinition;
  /** As it was when the form was opened; absent for a new one. */
  readonly initial: ProviderView | undefined;
  readonly onBack: () => void;
}

/** Name, address and key of one provider. Saved by its button; a new one is tested as soon as it is added. */
export function ProviderForm({ definition, initial, onBack }: ProviderFormProps) {
  const { t } = useTranslation();
  const form = useProviderForm(definition, initial);
  const provider = useProviders().find(({ id }) => id === form.savedId);
  const { draft, errors, state } = form;
  const isNew = form.savedId === undefined;
  const [checkedId, setCheckedId] = useState<ProviderId>();
  // What was found holds for what is saved.
  const isChecked = checkedId !== undefined && !form.isChanged;
  const isBusy = state.type === 'saving' || state.type === 'testing';
  return (
    <form
      className={styles.subpage}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void form.submit({ test: isNew });
      }}
    >
      <Button variant="quiet" size="s" icon={ArrowLeft} onClick={onBack}>
        {t('settings.providers.back')}
      </Button>
      <h3 className={styles.subtitle}>{provider?.name ?? definition.name}</h3>
      <About definition={definition} />
      <TextField
        label={t('settings.providers.name')}
        description={t('settings.providers.nameDescription')}
        error={errors.name && t(`settings.providers.error.${errors.name}`)}
        value={draft.name}
        required
        onChange={(event) => form.change({ name: event.target.value })}
        onBlur={() => form.leave('name')}
      />
      <TextField
        label={t('settings.providers.baseUrl')}
        description={addressDescription()}
        error={errors.baseUrl && t(`settings.providers.error.${errors.baseUrl}`)}
        inputMode="url"
        placeholder={definition.baseUrls[0] ?? exampleAddress(definition)}
        value={draft.baseUrl}
        required={definition.baseUrls.length === 0}
        onChange={(event) => form.change({ baseUrl: event.target.value })}
        onBlur={() => form.leave('baseUrl')}
      />
      {definition.credential !== 'none' && (
        <KeyField
          definition={definition}
          storedKind={provider?.credentialKind}
          credential={provider?.credential}
          change={draft.key}
          providerId={form.savedId}
          others={otherServers(definition, draft, provider?.credential)}
          error={errors.key}
          onChange={(key) => form.change({ key })}
          onLeave={() => form.leave('key')}
        />
      )}
      {definition.login !== undefined && (
        <GuestCode
          name={definition.name}
          providerId={form.savedId}
          onStored={() => form.change({ key: { type: 'keep' } })}
        />
      )}
      <ProviderResult
        state={state}
        name={draft.name}
        next={provider && <OfferModel provider={provider} />}
      />
      {isChecked && <ConnectionCheck providerId={checkedId} />}
      <footer className={styles.formFooter}>
        {!isNew && <RemoveButton provider={provider} onRemoved={onBack} />}
        <span className={styles.spacer} />
        {!isNew && !isChecked && (
          <Button disabled={isBusy} onClick={() => void check()}>
            {t('doctor.check')}
          </Button>
        )}
        {!isNew && (
          <Button
            busy={state.type === 'testing'}
            disabled={state.type === 'saving'}
            onClick={() => void form.submit({ test: true })}
          >
            {t(state.type === 'testing' ? 'settings.providers.testing' : 'settings.providers.test')}
          </Button>
        )}
        <Button
          type="submit"
          variant="primary"
          busy={isBusy && isNew}
          disabled={!isNew && !form.isChanged}
        >
          {t(isNew ? 'settings.providers.saveNew' : 'settings.providers.save')}
        </Button>
      </footer>
    </form>
  );

  async function check(): Promise<void> {
    if (!form.isChanged || (await form.submit({ test: false }))) setCheckedId(form.savedId);
  }

  function addressDescription(): ReactNode {
    if (isUnprotected(draft.baseUrl)) {
      return <span className={styles.unprotected}>{t('settings.providers.unprotected')}</span>;
    }
    if (definition.baseUrls.length > 0) return t('settings.providers.baseUrlDescription');
    return t(
      definition.retired === undefined
        ? 'settings.providers.baseUrlNeeded'
        : 'settings.providers.baseUrlClosed',
    );
  }
}

/** People know some services by the address of their site. */
function exampleAddress({ retired, note }: ProviderDefinition): string {
  const isSite = retired !== undefined || note === 'relay';
  return isSite ? 'https://chat.example.org' : 'http://127.0.0.1:1234/v1';
}

/** What a person should know of the service before trusting it with anything. */
function About({ definition: { note, retired } }: { readonly definition: ProviderDefinition }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <>
      {retired !== undefined && (
        <Notice tone="warning">
          {t('settings.providers.retired', {
            since: new Date(retired.since).toLocaleDateString(language, {
              dateStyle: 'long',
              timeZone: 'UTC',
            }),
            reason: retired.reason[language],
          })}
        </Notice>
      )}
      {note !== undefined && (
        <Notice tone={note === 'relay' ? 'warning' : 'info'}>
          {t(`settings.providers.note.${note}`)}
        </Notice>
      )}
    </>
  );
}

interface RemoveButtonProps {
  readonly provider: ProviderView | undefined;
  readonly onRemoved: () => void;
}

function RemoveButton({ provider, onRemoved }: RemoveButtonProps) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  if (provider === undefined) return null;
  const { id: providerId, name } = provider;
  const remove = (): void => {
    call('provider.remove', { providerId }).then(
      () => {
        onRemoved();
        showToast({ text: t('settings.providers.removed', { provider: name }) });
      },
      () => showToast({ text: t('settings.changeFailed'), tone: 'danger' }),
    );
  };
  return (
    <>
      <Button variant="danger" onClick={() => setAsking(true)}>
        {t('settings.providers.removeThis')}
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('settings.providers.removeQuestion', { provider: name })}
        description={t('settings.providers.removeDescription')}
        confirmLabel={t('settings.providers.remove')}
        onConfirm={remove}
      />
    </>
  );
}
