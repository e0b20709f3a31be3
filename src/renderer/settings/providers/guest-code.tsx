import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toFailure } from '#shared/failure.ts';
import type { Failure } from '#shared/failure.ts';
import type { ProviderId } from '#shared/id.ts';
import { call } from '../../client/bridge.ts';
import { Button } from '../../ui/controls/button.tsx';
import { FailureNotice } from './result.tsx';
import styles from './guest-code.module.css';

export interface GuestCodeProps {
  readonly name: string;
  /** `undefined` until the provider is saved. */
  readonly providerId: ProviderId | undefined;
  /** A code is stored now. */
  readonly onStored: () => void;
}

/** Gets the code that a service gives to guests, when a person asks for it: never by itself. */
export function GuestCode({ name, providerId, onStored }: GuestCodeProps) {
  const { t } = useTranslation();
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();

  async function logIn(): Promise<void> {
    if (providerId === undefined) return;
    setBusy(true);
    setFailure(undefined);
    try {
      await call('provider.login', { providerId });
      onStored();
    } catch (error) {
      setFailure(toFailure(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <div className={styles.guest}>
      <Button busy={isBusy} disabled={providerId === undefined} onClick={() => void logIn()}>
        {t('settings.providers.guestCode')}
      </Button>
      <p>
        {t(
          providerId === undefined
            ? 'settings.providers.guestCodeLater'
            : 'settings.providers.guestCodeDescription',
          { provider: name },
        )}
      </p>
      {failure !== undefined && <FailureNotice failure={failure} name={name} />}
    </div>
  );
}
