import type { ProcedureInput } from '#shared/contract.ts';
import { FailureError } from '#shared/failure.ts';
import { createId } from '#shared/id.ts';
import { addressesOf, isBuiltIn } from '#shared/provider/provider.ts';
import type { ConfiguredProvider, ProviderDefinition } from '#shared/provider/provider.ts';
import { normalizeBaseUrl, originsOf } from './base-url.ts';
import { closedAddressIn, closedSince } from './closed.ts';
import { findDefinition, OFFLINE_PROVIDER_ID } from './catalog.ts';

/** The provider that is configured without anybody having configured it. */
export const offlineProvider: ConfiguredProvider = {
  id: OFFLINE_PROVIDER_ID,
  definitionId: OFFLINE_PROVIDER_ID,
  name: 'ELIZA',
  baseUrl: null,
};

/**
 * What a person entered, as it is kept beside the `existing` ones. The first provider of a row takes the row's own id.
 * Addresses equal to the row's own are kept as `null`, so that a later change of the row reaches them.
 * Throws `invalid-input`.
 */
export function configuredFrom(
  input: ProcedureInput<'provider.save'>,
  existing: readonly ConfiguredProvider[],
): ConfiguredProvider {
  const { definitionId, providerId } = input;
  const definition = findDefinition(definitionId);
  if (definition === undefined) {
    throw invalid(`it is of an unknown kind, "${definitionId}". Choose one from the list`);
  }
  if (isBuiltIn(definition.adapter)) {
    throw invalid('ELIZA is built in and always the same. Choose another kind');
  }
  if (providerId !== undefined && !existing.some(({ id }) => id === providerId)) {
    throw invalid('it was removed in the meantime. Add it again');
  }
  const baseUrl = enteredBaseUrl(definition, input.baseUrl ?? '');
  if (baseUrl === null && definition.baseUrls.length === 0) {
    throw invalid(
      `${closedSince(definition) ?? 'it has no base URL'}. Enter the address of the server`,
    );
  }
  const closed = closedAddressIn(definition, addressesOf(baseUrl ?? ''));
  if (closed !== undefined) throw invalid(`${closed}. Enter the address of another server`);
  const known = existing.find(({ id }) => id === providerId)?.credentialKind;
  const credentialKind = input.credential === undefined ? known : input.credentialKind;
  return {
    id: providerId ?? freeId(definitionId, existing),
    definitionId,
    name: input.name.trim(),
    baseUrl,
    ...(credentialKind !== undefined && { credentialKind }),
  };
}

/** The servers of a provider: those that a person named, else those of its row. */
export function baseUrlsOf(
  { baseUrl }: Pick<ConfiguredProvider, 'baseUrl'>,
  definition: ProviderDefinition,
): readonly string[] {
  return baseUrl === null ? definition.baseUrls : addressesOf(baseUrl);
}

/**
 * The origins that a credential is given for when a person enters it for a provider: those of its servers, and the rest
 * of a row's own pool for one that was pinned out of it. None for a row that this version does not know.
 */
export function audienceOf(provider: ConfiguredProvider): readonly string[] {
  const definition = findDefinition(provider.definitionId);
  if (definition === undefined) return [];
  const named = originsOf(baseUrlsOf(provider, definition));
  const own = originsOf(definition.baseUrls);
  return named.every((origin) => own.includes(origin)) ? own : named;
}

/** One server of a row's pool stays: it is pinned. */
function enteredBaseUrl({ baseUrls }: ProviderDefinition, entered: string): string | null {
  const addresses = [...new Set(addressesOf(entered).map(normalizeBaseUrl))];
  const own =
    baseUrls.length === addresses.length && addresses.every((url) => baseUrls.includes(url));
  return addresses.length === 0 || own ? null : addresses.join(' ');
}

function freeId(definitionId: string, existing: readonly ConfiguredProvider[]): string {
  return existing.some(({ id }) => id === definitionId) ? createId('prov') : definitionId;
}

function invalid(reasonAndRemedy: string): FailureError {
  return new FailureError({
    code: 'invalid-input',
    message: `Cannot save the provider: ${reasonAndRemedy}.`,
    retryable: false,
  });
}
