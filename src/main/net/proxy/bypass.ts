import { BlockList, isIP } from 'node:net';
import { bareHost, isLoopbackHost } from '../loopback-address.ts';

/**
 * Whether a host is on a bypass list. Entries: `host`, `host:port`, `*.corp.example` and `.corp.example` (all below, not
 * the domain itself), `*` within a name, `10.0.0.0/8`, `fd00::/8`, `<local>` (names without a dot), `*` (everything).
 * This computer itself is on every list. Invalid entries match nothing.
 */
export function bypasses(list: readonly string[], url: URL): boolean {
  const host = bareHost(url.hostname);
  const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
  return isLoopbackHost(host) || list.some((entry) => matches(entry.trim(), host, port));
}

function matches(entry: string, host: string, port: string): boolean {
  if (entry === '') return false;
  if (entry.toLowerCase() === '<local>') return isIP(host) === 0 && !host.includes('.');
  if (entry.includes('/')) return isWithin(host, entry);
  // In brackets, the last group of an IPv6 address is no port.
  const [, pattern = '', entryPort] =
    /^(.*?)(?::(\d+))?$/u.exec(isIP(entry) === 6 ? `[${entry}]` : entry) ?? [];
  if (entryPort !== undefined && entryPort !== port) return false;
  const name = bareHost(pattern);
  const wildcard = name.startsWith('.') ? `*${name}` : name;
  return fits(wildcard.split('*'), host);
}

/** Whether the parts of a name stand in the host in this order, with anything between them. A pattern of many `*` costs a power. */
function fits(parts: readonly string[], host: string): boolean {
  const [first = '', ...others] = parts;
  const last = others.pop();
  if (last === undefined) return host === first;
  if (!host.startsWith(first)) return false;
  let at = first.length;
  for (const part of others) {
    const found = host.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return host.length - last.length >= at && host.endsWith(last);
}

function isWithin(host: string, entry: string): boolean {
  const [network = '', bits = ''] = entry.split('/', 2);
  const prefix = Number(bits);
  const version = isIP(host);
  if (version === 0 || version !== isIP(bareHost(network)) || !/^\d+$/u.test(bits)) return false;
  if (prefix > (version === 4 ? 32 : 128)) return false;
  const family = version === 4 ? 'ipv4' : 'ipv6';
  const list = new BlockList();
  list.addSubnet(bareHost(network), prefix, family);
  return list.check(host, family);
}
