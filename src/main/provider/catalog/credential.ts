import type { ProcedureInput } from '#shared/contract.ts';
import { FailureError } from '#shared/failure.ts';
import { kindsOf } from '#shared/provider/provider.ts';
import type { CredentialKind, ProviderDefinition } from '#shared/provider/provider.ts';

/** A secret, and what it is to the service. */
export interface GivenCredential {
  readonly kind: CredentialKind;
  readonly secret: string;
}

type Entered = Pick<ProcedureInput<'provider.save'>, 'credential' | 'credentialKind'>;

/**
 * The credential as it is stored: trimmed, and for a row that takes several kinds with its kind within what is encrypted,
 * so that a code is never taken for a key. `undefined`: unchanged; `null`: none. Throws `invalid-input`, see {@link checked}.
 */
export function storedCredential(
  { credential, credentialKind }: Entered,
  definition: ProviderDefinition,
): string | null | undefined {
  if (credential === undefined) return undefined;
  const secret = credential?.trim() ?? '';
  if (secret === '') return null;
  const kinds = kindsOf(definition);
  const kind = kinds.find((known) => known === credentialKind) ?? kinds[0] ?? 'key';
  checked({ kind, secret });
  return kinds.length > 1 ? `${kind}:${secret}` : secret;
}

/** What was stored. One that an older version stored without its kind is what the row usually takes. */
export function givenCredential(stored: string, definition: ProviderDefinition): GivenCredential {
  const kinds = kindsOf(definition);
  const named = kinds.length > 1 ? kinds.find((kind) => stored.startsWith(`${kind}:`)) : undefined;
  return named === undefined
    ? { kind: kinds[0] ?? 'key', secret: stored }
    : { kind: named, secret: stored.slice(named.length + 1) };
}

/** Throws `invalid-input`, naming the character, for a credential that no header can carry, and for a key with spaces. */
export function checked(credential: GivenCredential): GivenCredential {
  const { kind, secret } = credential;
  const what = kind === 'access-code' ? 'access code' : 'key';
  const foreign = /[^ -~]/u.exec(secret)?.[0];
  if (foreign !== undefined) throw unusable(what, reasonAgainst(foreign, what));
  if (kind !== 'access-code' && secret.includes(' '))
    throw unusable(what, 'it has a space in it. Copy it again, whole and without anything else');
  return credential;
}

function reasonAgainst(character: string, what: string): string {
  return character < ' ' || character === '\u007f'
    ? 'it has a line break or another control character in it. Copy it again'
    : `it has the character “${character}” in it, and a header of HTTP carries plain ASCII alone. ` +
        (what === 'key' ? 'Copy it again' : 'Ask whoever runs the site for another one');
}

function unusable(what: string, reasonAndRemedy: string): FailureError {
  return new FailureError({
    code: 'invalid-input',
    message: `Cannot use this ${what}: ${reasonAndRemedy}.`,
    retryable: false,
  });
}
