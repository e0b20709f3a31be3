import { z } from 'zod';
import { rowsOf } from '#shared/rows.ts';

export const proxyModes = ['system', 'manual', 'off'] as const;

/** Longest waits in seconds; a whole answer may take any time. */
export const timeoutRanges = {
  connectSeconds: { min: 1, max: 300, usual: 15 },
  firstByteSeconds: { min: 5, max: 3600, usual: 300 },
  idleSeconds: { min: 5, max: 3600, usual: 120 },
} as const;

const seconds = (range: { readonly min: number; readonly max: number }) =>
  z.number().int().min(range.min).max(range.max);

/** An address without a user name and a password: those have fields of their own, the password none in the settings. */
const proxyUrlSchema = z
  .string()
  .max(2048)
  .refine((url) => url === '' || isProxyUrl(url));

const bypassSchema = z.array(z.string().trim().min(1).max(255)).max(200);

export const MOST_TRUSTED = 100;

export const trustedCertificateSchema = z.object({
  /** A host name or address without a port. */
  host: z.string().min(1).max(255),
  /** SHA-256, 64 lower-case hexadecimal digits. */
  fingerprint: z.string().regex(/^[0-9a-f]{64}$/),
  /** When the certificate itself ends, in milliseconds since the epoch. */
  expiresAt: z.number().nullable(),
});
export type TrustedCertificate = z.infer<typeof trustedCertificateSchema>;

const proxySchema = z.looseObject({
  mode: z.enum(proxyModes).catch('system'),
  /** Of the manual proxy: `http://`, `https://` or `socks5://`, host and port. */
  url: proxyUrlSchema.catch(''),
  /** Empty: no login. */
  username: z.string().max(255).catch(''),
  /** Hosts that are reached straight, see `docs/network.md`; this computer always is. */
  bypass: bypassSchema.catch([]),
});

const timeoutsSchema = z.looseObject({
  connectSeconds: seconds(timeoutRanges.connectSeconds).catch(timeoutRanges.connectSeconds.usual),
  firstByteSeconds: seconds(timeoutRanges.firstByteSeconds).catch(
    timeoutRanges.firstByteSeconds.usual,
  ),
  idleSeconds: seconds(timeoutRanges.idleSeconds).catch(timeoutRanges.idleSeconds.usual),
});

/** How everything reaches the network. */
export const networkSchema = z.looseObject({
  proxy: proxySchema.catch(proxySchema.parse({})),
  /** PEM, one or more certificates beside those of the system. */
  extraCaFile: z.string().min(1).max(4096).nullable().catch(null),
  trustedCertificates: rowsOf(trustedCertificateSchema, MOST_TRUSTED),
  timeouts: timeoutsSchema.catch(timeoutsSchema.parse({})),
});
export type NetworkSettings = z.infer<typeof networkSchema>;

/** Names only what changes, so that two changes at once do not undo each other; lists are replaced whole. */
export const networkPatchSchema = z
  .strictObject({
    proxy: z
      .strictObject({
        mode: z.enum(proxyModes),
        url: proxyUrlSchema,
        username: z.string().max(255),
        bypass: bypassSchema,
      })
      .partial(),
    extraCaFile: z.string().min(1).max(4096).nullable(),
    trustedCertificates: z.array(trustedCertificateSchema).max(MOST_TRUSTED),
    timeouts: z
      .strictObject({
        connectSeconds: seconds(timeoutRanges.connectSeconds),
        firstByteSeconds: seconds(timeoutRanges.firstByteSeconds),
        idleSeconds: seconds(timeoutRanges.idleSeconds),
      })
      .partial(),
  })
  .partial();
export type NetworkPatch = z.infer<typeof networkPatchSchema>;

/** Whether this is the address of a proxy without a login in it. */
export function isProxyUrl(url: string): boolean {
  return /^(?:https?|socks5):\/\/(?:\[[0-9a-f:.]+\]|[^\s/:@?#[\]]+)(?::\d{1,5})?\/?$/i.test(url);
}
