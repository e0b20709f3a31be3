import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './banners.module.css';

export interface BannerProps {
  readonly icon: LucideIcon;
  readonly tone: 'danger' | 'warning' | 'neutral';
  readonly children: ReactNode;
}

/** A few words above the conversation, and what can be done about them. */
export function Banner({ icon: Icon, tone, children }: BannerProps) {
  return (
    <section
      className={styles.banner}
      data-tone={tone}
      role={tone === 'danger' ? 'alert' : 'status'}
    >
      <Icon className={styles.icon} aria-hidden="true" />
      {children}
    </section>
  );
}
