import { BlockList } from 'node:net';
import type { LookupFunction } from 'node:net';
import { lookup } from 'node:dns';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8);
loopback.addAddress('::1', 'ipv6');

/** Whether a host name (an IPv6 literal with or without brackets) is this computer itself. */
export function isLoopbackHost(hostname: string): boolean {
  const name = bareHost(hostname);
  if (name === 'localhost' || name.endsWith('.localhost')) return true;
  return loopback.check(name) || loopback.check(name, 'ipv6');
}

/** Lower case, without the brackets of an IPv6 literal and the dot that ends a full name. */
export function bareHost(hostname: string): string {
  return hostname
    .toLowerCase()
    .replace(/^\[(.*)\]$/u, '$1')
    .replace(/\.$/u, '');
}

/**
 * The system's resolver, except that `localhost` is both of its addresses (RFC 6761, section 6.3): a server may listen
 * on only one, and many systems know only one.
 */
export const lookupAddress: LookupFunction = (hostname, options, callback) => {
  const name = bareHost(hostname);
  if (options.all !== true || (name !== 'localhost' && !name.endsWith('.localhost'))) {
    lookup(hostname, options, callback);
    return;
  }
  const addresses = [
    { address: '127.0.0.1', family: 4 },
    { address: '::1', family: 6 },
  ];
  process.nextTick(callback, null, addresses);
};
