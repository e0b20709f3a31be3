import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isProxyUrl } from '#shared/network/network.ts';
import type { NetworkPatch } from '#shared/network/network.ts';
import { call } from '../../client/bridge.ts';
import { useSettings } from '../../client/settings.ts';
import { Button } from '../../ui/controls/button.tsx';
import { Segmented } from '../../ui/controls/segmented.tsx';
import { TextField } from '../../ui/controls/text-field.tsx';
import { showToast } from '../../ui/toast/toast-queue.ts';
import { DraftField } from '../kit/draft-field.tsx';
import styles from './network.module.css';
import { Notice } from '../kit/notice.tsx';
import { Setting, SettingBlock } from '../kit/setting.tsx';
import { useChange } from '../kit/use-change.ts';
import { useProxyPassword } from './use-proxy-password.ts';

export function NetworkProxy() {
  const { t } = useTranslation();
  const proxy = useSettings(({ network }) => network.proxy);
  const change = useChange();
  const { mode, url, username, bypass } = proxy;
  const changeProxy = (patch: NonNullable<NetworkPatch['proxy']>): void =>
    change({ network: { proxy: patch } });
  return (
    <>
      <Setting
        label={t('network.proxy')}
        description={t('network.proxyDescription')}
        keywords={t('network.proxyKeywords')}
      >
        {() => (
          <Segmented
            label={t('network.proxy')}
            value={mode}
            options={[
              { value: 'system', label: t('network.proxySystem') },
              { value: 'manual', label: t('network.proxyManual') },
              { value: 'off', label: t('network.proxyOff') },
            ]}
            onValueChange={(value) => changeProxy({ mode: value })}
          />
        )}
      </Setting>
      {mode === 'manual' && (
        <SettingBlock label={t('network.manualTitle')}>
          <div className={styles.fields}>
            <DraftField
              label={t('network.address')}
              description={t('network.addressDescription')}
              value={url}
              check={(draft) => (isProxyUrl(draft) ? undefined : t('network.addressInvalid'))}
              onCommit={(value) => changeProxy({ url: value })}
            />
            <DraftField
              label={t('network.username')}
              description={t('network.usernameDescription')}
              value={username}
              maxLength={255}
              onCommit={(value) => changeProxy({ username: value })}
            />
            {username !== '' && <ProxyPassword proxy={`${username}@${url}`} />}
            <DraftField
              label={t('network.bypass')}
              description={t('network.bypassDescription')}
              value={bypass.join(' ')}
              onCommit={(value) => changeProxy({ bypass: hostsOf(value) })}
            />
          </div>
        </SettingBlock>
      )}
    </>
  );
}

function hostsOf(text: string): string[] {
  const hosts = text.split(/[\s,;]+/u).filter((host) => host !== '' && host.length <= 255);
  return [...new Set(hosts)].slice(0, 200);
}

/** A stored password is never shown: another one replaces it. */
function ProxyPassword({ proxy }: { readonly proxy: string }) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState('');
  const [{ state, kept }, refresh] = useProxyPassword(proxy);

  async function write(password: string | null): Promise<void> {
    try {
      await call('proxy-password.write', { password });
      setDraft('');
    } catch {
      showToast({ tone: 'danger', text: t('network.passwordFailed') });
    }
    refresh();
  }

  return (
    <>
      {state === 'unreadable' && <Notice tone="warning">{t('network.passwordUnreadable')}</Notice>}
      <TextField
        type="password"
        label={t('network.password')}
        description={t(
          kept === 'session' || kept === 'plain'
            ? 'network.passwordSession'
            : 'network.passwordDescription',
        )}
        placeholder={state === 'ready' ? t('network.passwordStored') : ''}
        maxLength={1024}
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
        action={
          <>
            {state !== 'absent' && (
              <Button
                variant="danger"
                aria-label={`${t('network.passwordRemove')}: ${t('network.password')}`}
                onClick={() => void write(null)}
              >
                {t('network.passwordRemove')}
              </Button>
            )}
            <Button disabled={draft === ''} onClick={() => void write(draft)}>
              {t('network.passwordSave')}
            </Button>
          </>
        }
      />
    </>
  );
}
