import type { TFunction } from 'i18next';
import type { Failure, FailureCode } from '#shared/failure.ts';
import { addressesOf, kindsOf } from '#shared/provider/provider.ts';
import type { ProviderView } from '#shared/provider/provider.ts';

/** What the wording of a failure may name. */
export interface FailureNames {
  readonly provider: string;
  readonly model: string;
  /** The provider itself, where it is known: some failures are told otherwise for a site or for this computer. */
  readonly view?: ProviderView | undefined;
}

export interface FailureText {
  readonly title: string;
  readonly remedy: string;
}

/** A failure in a person's words: what happened, and what to do. */
export function failureText(t: TFunction, failure: Failure, names: FailureNames): FailureText {
  const { code, foundService } = failure;
  const { provider, model, view } = names;
  const found = foundService === undefined ? undefined : ('failureAt.otherService' as const);
  const key = found ?? variantOf(code, view) ?? (`failure.${code}` as const);
  const said = { provider, model, address: addressOf(view), service: foundService ?? '' };
  return { title: t(`${key}.title`, said), remedy: t(`${key}.remedy`, said) };
}

function variantOf(code: FailureCode, view: ProviderView | undefined) {
  if (view === undefined) return undefined;
  const isSite = kindsOf(view.definition)[0] === 'access-code';
  if (isSite && code === 'missing-credential') return 'failureAt.siteWithoutCode' as const;
  if (isSite && code === 'unauthorized') return 'failureAt.siteRefusesCode' as const;
  const isHere = /^(?:localhost|127(?:\.\d+){3}|\[::1\])(?::\d+)?$/.test(addressOf(view));
  return isHere && code === 'unreachable' ? ('failureAt.thisComputer' as const) : undefined;
}

/** Host and port of the first server; empty where there is none. */
function addressOf(view: ProviderView | undefined): string {
  const address = addressesOf(view?.baseUrl ?? '')[0] ?? view?.definition.baseUrls[0] ?? '';
  return URL.parse(address)?.host ?? '';
}
