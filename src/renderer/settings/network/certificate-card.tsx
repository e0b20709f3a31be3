import { useTranslation } from 'react-i18next';
import type { CertificateReport } from '#shared/network/certificate.ts';
import { Button } from '../../ui/controls/button.tsx';
import styles from './certificate-card.module.css';
import { Notice } from '../kit/notice.tsx';

export interface CertificateCardProps {
  readonly host: string;
  readonly report: CertificateReport;
  readonly onTrust: () => void;
}

/** A certificate with what is wrong with it, for a person to compare with what they know of their server. */
export function CertificateCard({ host, report, onTrust }: CertificateCardProps) {
  const { t, i18n } = useTranslation();
  const { certificate, problem, pinned } = report;
  const date = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium' });
  const facts = [
    [t('network.subject'), certificate.names.join(', ') || certificate.subject],
    [t('network.issuer'), certificate.issuer],
    [
      t('network.validity'),
      t('network.validityRange', {
        from: date.format(certificate.validFrom),
        to: date.format(certificate.validTo),
      }),
    ],
    [
      t('network.fingerprint'),
      certificate.fingerprint.toUpperCase().replaceAll(/(..)(?=.)/g, '$1:'),
    ],
  ];
  return (
    <div className={styles.certificate}>
      {problem === null ? (
        <Notice tone="success">{t('network.noProblem')}</Notice>
      ) : (
        <Notice tone={pinned ? 'info' : 'warning'} title={t(`network.problem.${problem}`)}>
          {pinned ? t('network.alreadyTrusted', { host }) : t('network.problemAdvice')}
        </Notice>
      )}
      <dl className={styles.facts} data-selectable="">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {problem !== null && !pinned && (
        <Button onClick={onTrust}>{t('network.trust', { host })}</Button>
      )}
    </div>
  );
}
