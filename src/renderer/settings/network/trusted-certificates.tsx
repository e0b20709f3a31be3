import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CertificateReport } from '#shared/network/certificate.ts';
import { toFailure } from '#shared/failure.ts';
import type { Failure } from '#shared/failure.ts';
import type { TrustedCertificate } from '#shared/network/network.ts';
import { call } from '../../client/bridge.ts';
import { createLatest } from '../../client/latest.ts';
import { useSettings } from '../../client/settings.ts';
import { Button } from '../../ui/controls/button.tsx';
import { TextField } from '../../ui/controls/text-field.tsx';
import { CertificateCard } from './certificate-card.tsx';
import networkStyles from './network.module.css';
import { Notice } from '../kit/notice.tsx';
import { SettingBlock } from '../kit/setting.tsx';
import cards from '../kit/cards.module.css';
import styles from '../kit/settings.module.css';
import { useChange } from '../kit/use-change.ts';

/** The certificates that a person vouches for, and the way to another one: by looking at it. */
export function TrustedCertificates() {
  const { t } = useTranslation();
  const trusted = useSettings(({ network }) => network.trustedCertificates);
  const change = useChange();
  const save = (trustedCertificates: TrustedCertificate[]): void =>
    change({ network: { trustedCertificates } });
  return (
    <SettingBlock label={t('network.trusted')} description={t('network.trustedDescription')}>
      {trusted.length > 0 && (
        <ul className={cards.cards}>
          {trusted.map((entry) => (
            <li key={`${entry.host} ${entry.fingerprint}`} className={cards.damaged}>
              <TrustedWords entry={entry} />
              <Button
                size="s"
                aria-label={`${t('network.trustedRemove')}: ${entry.host}`}
                onClick={() => save(trusted.filter((other) => other !== entry))}
              >
                {t('network.trustedRemove')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <Inspection
        onTrust={(entry) =>
          save([
            ...trusted.filter(
              ({ host, fingerprint }) => host !== entry.host || fingerprint !== entry.fingerprint,
            ),
            entry,
          ])
        }
      />
    </SettingBlock>
  );
}

function TrustedWords({ entry }: { readonly entry: TrustedCertificate }) {
  const { t, i18n } = useTranslation();
  const { host, fingerprint, expiresAt } = entry;
  const [now] = useState(() => Date.now());
  const date = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium' });
  return (
    <div className={cards.cardWords}>
      <span className={cards.cardTitle}>{host}</span>
      <span className={cards.cardDetail}>
        {fingerprint.slice(0, 16)}…
        {expiresAt !== null &&
          ` · ${t(expiresAt < now ? 'network.trustedExpired' : 'network.trustedUntil', {
            date: date.format(expiresAt),
          })}`}
      </span>
    </div>
  );
}

type Inspected =
  | { readonly type: 'none' }
  | { readonly type: 'busy' }
  | { readonly type: 'shown'; readonly host: string; readonly report: CertificateReport }
  | { readonly type: 'failed'; readonly failure: Failure };

function Inspection({ onTrust }: { readonly onTrust: (entry: TrustedCertificate) => void }) {
  const { t } = useTranslation();
  const [address, setAddress] = useState('');
  const [inspected, setInspected] = useState<Inspected>({ type: 'none' });
  const [latest] = useState(createLatest);
  const url = httpsUrl(address);

  function inspect(at: URL): void {
    setInspected({ type: 'busy' });
    latest.ask(call('certificate.inspect', { address: at.href }), (outcome) =>
      setInspected(
        outcome.ok
          ? { type: 'shown', host: at.hostname, report: outcome.value }
          : { type: 'failed', failure: toFailure(outcome.error) },
      ),
    );
  }

  return (
    <div className={networkStyles.fields}>
      <TextField
        type="url"
        label={t('network.inspect')}
        placeholder={t('network.inspectPlaceholder')}
        value={address}
        onChange={(event) => {
          setAddress(event.target.value);
          // What is found of another address is not to be trusted as this one's.
          latest.forget();
          setInspected({ type: 'none' });
        }}
        action={
          <Button
            busy={inspected.type === 'busy'}
            disabled={url === null}
            onClick={() => url !== null && inspect(url)}
          >
            {t('network.inspectButton')}
          </Button>
        }
      />
      <output className={styles.result}>
        {inspected.type === 'failed' && (
          <Notice tone="danger" title={t('network.inspectFailed')}>
            {t(`failure.${inspected.failure.code}.remedy`, { provider: '', model: '' })}
          </Notice>
        )}
        {inspected.type === 'shown' && (
          <CertificateCard
            host={inspected.host}
            report={inspected.report}
            onTrust={() => {
              const { fingerprint, validTo } = inspected.report.certificate;
              onTrust({ host: inspected.host, fingerprint, expiresAt: validTo });
              setInspected({ ...inspected, report: { ...inspected.report, pinned: true } });
            }}
          />
        )}
      </output>
    </div>
  );
}

/** As typed, or with the scheme that was left out. */
function httpsUrl(text: string): URL | null {
  const address = text.trim();
  const url = URL.parse(address.includes('://') ? address : `https://${address}`);
  return url?.protocol === 'https:' && url.hostname !== '' ? url : null;
}
