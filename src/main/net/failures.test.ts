import { expect, test } from 'vitest';
import { transportFailure } from './failures.ts';

const handshake = (reason: string): Error =>
  Object.assign(
    new Error(
      `write EPROTO 140735:error:100000f7:SSL routines:OPENSSL_internal:${reason}:../../third_party/boringssl/src/ssl/tls_record.cc:231:`,
    ),
    { code: 'EPROTO' },
  );
const messageOf = (error: Error): string => transportFailure(error, 'house', 'request').message;

test('a server that speaks no TLS is one whatever TLS calls it, and only that is told of http', () => {
  const nodes = Object.assign(new Error('wrong version number'), {
    code: 'ERR_SSL_WRONG_VERSION_NUMBER',
  });
  expect(messageOf(handshake('WRONG_VERSION_NUMBER'))).toBe(messageOf(nodes));
  expect(messageOf(nodes)).toContain('Try http:// instead of https://');
});

test.each([
  'UNSUPPORTED_PROTOCOL',
  'SSLV3_ALERT_HANDSHAKE_FAILURE',
  'TLSV1_ALERT_PROTOCOL_VERSION',
])('a server that speaks another TLS (%s) is not to be asked without', (reason) => {
  const message = messageOf(handshake(reason));
  expect(message).toContain(`ERR_SSL_${reason}`);
  expect(message).toContain('The server needs a newer TLS configuration');
  expect(message).not.toContain('http://');
});

test('a handshake that failed for an unknown reason gives no such advice either', () => {
  const unknown = Object.assign(new Error('write EPROTO'), { code: 'EPROTO' });
  expect(messageOf(unknown)).toContain('agree on no way to protect the connection (EPROTO)');
});
