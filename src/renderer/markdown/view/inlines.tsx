import { ImageIcon } from 'lucide-react';
import { Fragment } from 'react';
import type { MouseEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { followLink } from '../link/follow.ts';
import type { InlineNode } from '../parse/document.ts';
import styles from './inlines.module.css';
import { hostOf } from '../parse/safe-url.ts';

/** Inline nodes as elements. */
export function Inlines({ nodes }: { readonly nodes: readonly InlineNode[] }) {
  // oxlint-disable-next-line react/no-array-index-key -- a text only grows: the place of a node is its identity
  return nodes.map((node, index) => <Fragment key={index}>{inline(node)}</Fragment>);
}

function inline(node: InlineNode): ReactNode {
  switch (node.type) {
    case 'text':
      return node.text;
    case 'strong':
      return (
        <strong className={styles.strong}>
          <Inlines nodes={node.children} />
        </strong>
      );
    case 'emphasis':
      return (
        <em>
          <Inlines nodes={node.children} />
        </em>
      );
    case 'strike':
      return (
        <s>
          <Inlines nodes={node.children} />
        </s>
      );
    case 'code':
      return (
        <code className={styles.code} dir="ltr">
          {node.code}
        </code>
      );
    case 'break':
      return <br />;
    case 'link':
      return (
        <a
          className={styles.link}
          href={node.url}
          title={node.url}
          onClick={followLinkAsWritten}
          onAuxClick={followLinkAsWritten}
        >
          <Inlines nodes={node.children} />
        </a>
      );
    case 'image':
      return <ImagePlaceholder url={node.url} description={node.description} />;
    case 'footnote-reference':
      return <FootnoteReference label={node.label} />;
  }
}

function followLinkAsWritten(event: MouseEvent<HTMLAnchorElement>): void {
  followLink(event, event.currentTarget.textContent);
}

interface ImagePlaceholderProps {
  readonly url: string | null;
  readonly description: string;
}

/** In place of an image: loading it by itself would let an answer send what it knows to the image's address. */
function ImagePlaceholder({ url, description }: ImagePlaceholderProps) {
  const { t } = useTranslation();
  const host = url === null ? null : hostOf(url);
  const label = (
    <>
      <ImageIcon className={styles.imageIcon} aria-hidden="true" />
      <span>{description === '' ? t('markdown.blockedImage') : description}</span>
      {host !== null && <span className={styles.host}>{host}</span>}
    </>
  );
  if (url === null || host === null) return <span className={styles.image}>{label}</span>;
  const follow = (event: MouseEvent<HTMLAnchorElement>): void => followLink(event, description);
  return (
    <a
      className={styles.image}
      href={url}
      title={t('markdown.openImage', { host, url })}
      onClick={follow}
      onAuxClick={follow}
    >
      {label}
    </a>
  );
}

function FootnoteReference({ label }: { readonly label: string }) {
  const { t } = useTranslation();
  return (
    <sup className={styles.footnote}>
      <button
        type="button"
        aria-label={t('markdown.footnote', { label })}
        onClick={(event) => showFootnote(event.currentTarget, label)}
      >
        {label}
      </button>
    </sup>
  );
}

/** Its place is looked up rather than named by an id: a label is hostile text, and two answers may use the same one. */
function showFootnote(from: HTMLElement, label: string): void {
  const footnotes = from
    .closest('[data-markdown]')
    ?.querySelectorAll<HTMLElement>('[data-footnote]');
  const footnote = Array.from(footnotes ?? []).find(
    (element) => element.dataset['footnote'] === label,
  );
  footnote?.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
  footnote?.focus({ preventScroll: true });
}
