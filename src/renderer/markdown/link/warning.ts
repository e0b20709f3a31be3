import { hostSuffixes } from './host-suffixes.ts';

/** Why a person should see an address before it is opened. */
export type LinkWarning =
  /** `named` is the site that the text names; the address leads to another one. */
  | { readonly reason: 'other-host'; readonly named: string }
  /** `named` is the site as the text writes it: in letters that may be taken for others. */
  | { readonly reason: 'look-alike'; readonly named: string }
  /** What stands before an `@` reads like a site and is none. */
  | { readonly reason: 'user-info' }
  /** It hands the site more than an address needs. */
  | { readonly reason: 'long-query' };

/** Characters; the longest that ordinary pages of searches and documentation use stay below. */
const QUERY_LIMIT = 100;

/** Of a longer text only this beginning is looked at. */
const LABEL_LIMIT = 2000;

/**
 * What is not honest about a link with this text; `null` when it may open at once. `url` is an absolute http, https or
 * mailto address. A site's own sub-domains, and the site that a sub-domain belongs to, are the site.
 */
export function linkWarning(label: string, url: string): LinkWarning | null {
  const target = new URL(url);
  if (target.username !== '' || target.password !== '') return { reason: 'user-info' };
  const isMail = target.protocol === 'mailto:';
  const host = isMail ? mailHost(target.pathname) : target.hostname;
  const named = namedHosts(label);
  const other = named.find(
    (each) => !isSameSite(each.host, host) && !isFile(each.text, target.pathname),
  );
  if (other !== undefined) return { reason: 'other-host', named: other.text };
  const odd = named.find(({ text }) => isLookAlike(text));
  if (odd !== undefined) return { reason: 'look-alike', named: odd.text };
  return !isMail && target.search.length > QUERY_LIMIT ? { reason: 'long-query' } : null;
}

function mailHost(addressees: string): string {
  const domain = addressees.slice(addressees.lastIndexOf('@') + 1);
  return URL.parse(`https://${domain}`)?.hostname ?? domain;
}

function isSameSite(named: string, target: string): boolean {
  const [left, right] = [bare(named), bare(target)];
  return left === right || left.endsWith(`.${right}`) || right.endsWith(`.${left}`);
}

function bare(host: string): string {
  return host.replace(/^www\./, '').replace(/\.$/, '');
}

/** `README.md` that leads to a file of this name names no site. */
function isFile(text: string, path: string): boolean {
  return path.endsWith(`/${text}`);
}

/** Letters that are not Latin under an ending that is: no registry of a country's own script hands these out. */
function isLookAlike(text: string): boolean {
  const suffix = text.slice(text.lastIndexOf('.') + 1);
  return (
    /[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/u.test(text) &&
    /^[a-z]+$/i.test(suffix)
  );
}

interface NamedHost {
  /** As the text has it. */
  readonly text: string;
  /** In ASCII. */
  readonly host: string;
}

/** The sites that a text names, by address, mail address or bare name. */
function namedHosts(label: string): readonly NamedHost[] {
  // Characters that are not seen, and other forms of the same letters, would keep a name from being recognised.
  const text = label
    .slice(0, LABEL_LIMIT)
    .normalize('NFKC')
    .replaceAll(/\p{Cf}/gu, '');
  const words = text.match(/[^\s<>"'`()[\]{}|,;!«»“”„‘’…—–→]+/gu) ?? [];
  return words.flatMap(hostsOfWord);
}

function hostsOfWord(word: string): readonly NamedHost[] {
  const scheme = /^[*_~]*https?:\/\//i.exec(word);
  const rest = word.slice(scheme?.[0].length ?? 0);
  const [authority = ''] = rest.split(/[/\\?#]/, 1);
  // Without a scheme, `see:example.org` as well as `example.org:8080`.
  const candidates = authority
    .slice(authority.lastIndexOf('@') + 1)
    .split(':', scheme === null ? undefined : 1);
  return candidates.flatMap((candidate) => {
    const name = candidate.replaceAll(/^[*_~.-]{1,9}|[*_~.-]{1,9}$/g, '');
    if (scheme === null && !isHostName(name)) return [];
    const host = name === '' ? null : URL.parse(`https://${name}`)?.hostname;
    return typeof host === 'string' ? [{ text: name, host }] : [];
  });
}

function isHostName(name: string): boolean {
  const labels = name.toLowerCase().split('.');
  if (labels.length < 2 || labels.some((label) => !/^[\p{L}\p{M}\p{N}_-]+$/u.test(label)))
    return false;
  const suffix = labels.at(-1) ?? '';
  return (
    hostSuffixes.has(suffix) ||
    labels[0] === 'www' ||
    suffix.startsWith('xn--') ||
    (labels.length === 4 && labels.every((label) => /^\d{1,3}$/.test(label)))
  );
}
