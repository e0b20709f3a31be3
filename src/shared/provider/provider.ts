import type { ProviderId } from '#shared/id.ts';
import type { ModelInfo } from './model.ts';
import type { LocalServer } from './local-server.ts';

/** What is spoken with a server. */
export type WireFormatId =
  | 'openai-chat'
  | 'openai-responses'
  | 'anthropic'
  | 'gemini'
  | 'ollama'
  | 'chatbot-ui';

type BuiltInId = 'eliza';

export type AdapterId = WireFormatId | BuiltInId;

/** Whether the app itself answers: without an address, a credential or the network. */
export function isBuiltIn(adapter: AdapterId): adapter is BuiltInId {
  return adapter === 'eliza';
}

/** How a credential joins a request. */
export type AuthScheme =
  | { readonly type: 'none' }
  /** `accessCodePrefix` goes before every access code, whatever it looks like: without it a site takes it for a key. */
  | { readonly type: 'bearer'; readonly accessCodePrefix?: string }
  | { readonly type: 'header'; readonly header: string }
  | { readonly type: 'query'; readonly parameter: string };

/**
 * What a credential is to the service: the key of an account there; the code that lets people into a site; a key of one's
 * own that such a site passes on to the company behind it.
 */
export const credentialKinds = ['key', 'access-code', 'own-key'] as const;
export type CredentialKind = (typeof credentialKinds)[number];

/** An advert at the end of an answer: a line that begins with `opening` and ends with `closing`, without spaces between. */
export interface Advert {
  readonly opening: string;
  readonly closing: string;
}

/** How a person without an account gets a credential of the service, when that person asks for one. */
export interface GuestLogin {
  /** Below the base URL. */
  readonly path: string;
  /** Posted as JSON. */
  readonly body: Readonly<Record<string, unknown>>;
  /** The field of the answer that holds the credential. */
  readonly credentialField: string;
}

/** A row of the catalog: everything that makes one service differ from another is a field here. */
export interface ProviderDefinition {
  readonly id: string;
  readonly name: string;
  /** What people also look for when they mean it: its products, what it is a part of. Its models need not be said again. */
  readonly keywords?: readonly string[];
  readonly adapter: AdapterId;
  /** One address, or a pool; each ends before the adapter's path (`https://api.openai.com/v1`). Empty: the person names it. */
  readonly baseUrls: readonly string[];
  /** Where the API is below each base URL, for services that people know by the address of their site. */
  readonly apiPath?: string;
  readonly auth: AuthScheme;
  /** `required` holds at the row's own addresses; at an address that a person named it is sent when there is one. */
  readonly credential: 'required' | 'optional' | 'none';
  /** Which it takes, one at a time, the usual one first; absent: a key. */
  readonly credentialKinds?: readonly CredentialKind[];
  /** Where a person gets a credential. */
  readonly credentialUrl?: string;
  /** The environment variable in which command-line tools of this service expect the credential. */
  readonly credentialVariable?: string;
  /** Further headers of every request; `{origin}` and `{host}` stand for those of the server that is asked. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Body fields of every generation, below what the person chose. */
  readonly bodyDefaults?: Readonly<Record<string, unknown>>;
  /** The first keys of the body, in this order. */
  readonly bodyOrder?: readonly string[];
  /** Models known without asking, first the one offered; the fetched list replaces them. */
  readonly models: readonly string[];
  /**
   * Further fields of a model, by its id, for formats that send more of a model than its id. `maxLength` (characters of
   * the conversation) and `tokenLimit` (tokens of conversation and answer) among them are checked before sending.
   */
  readonly modelFields?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Tokens of `tokenLimit` that the service keeps for the answer. */
  readonly answerTokens?: number;
  /** A page asked of each server before the first call to it, for nothing but its cookies. */
  readonly preflight?: { readonly path: string };
  /** Cut from the end of answers. */
  readonly adverts?: readonly Advert[];
  /** `detail`: an own top-level field `detail` with a sentence in it says that the service limits how often it answers. */
  readonly rateLimit?: 'detail';
  /** The longest wait that the service may ask for and still be asked again by itself, in milliseconds. */
  readonly longestWaitMs?: number;
  /** What status 403 means when the server does not say more. */
  readonly forbidden?: 'human-verification-required';
  readonly login?: GuestLogin;
  /** The service closed or stopped answering: since when (ISO date) and why. Such a row has no addresses of its own. */
  readonly retired?: {
    readonly since: string;
    /** Where it was, and nobody is sent: closed, or in the hands of others. Empty: it still answers those who pay. */
    readonly addresses: readonly string[];
    /** A sentence in each language of the app. */
    readonly reason: { readonly en: string; readonly ru: string };
  };
  /** Key of a note in `text/*` shown beside the row. */
  readonly note?: 'offline' | 'relay' | 'local' | 'compatible';
}

/** The kinds of credentials that a row takes; the first is what one is taken for that nobody has named. */
export function kindsOf({ credential, credentialKinds: kinds }: ProviderDefinition) {
  return credential === 'none' ? [] : (kinds ?? (['key'] as const));
}

/** The models that a row knows, with what it tells of them. */
export function modelsOfRow({ models, modelFields }: ProviderDefinition): readonly ModelInfo[] {
  return models.map((id) => {
    const { name, tokenLimit } = modelFields?.[id] ?? {};
    return {
      id,
      ...(typeof name === 'string' && { name }),
      ...(typeof tokenLimit === 'number' && tokenLimit > 0 && { contextLength: tokenLimit }),
    };
  });
}

/** A provider that a person has set up. */
export interface ConfiguredProvider {
  /** The definition's own for the first of its kind. */
  readonly id: ProviderId;
  readonly definitionId: string;
  readonly name: string;
  /** `null`: the definition's own addresses. Several, separated by spaces, are a pool; one of the definition's own pool is a pinned server. */
  readonly baseUrl: string | null;
  /** What the stored credential is, for rows that take several kinds. Only to be shown: the credential itself says it. */
  readonly credentialKind?: CredentialKind;
}

/** The addresses that a person entered, in their order. */
export function addressesOf(baseUrl: string): readonly string[] {
  return baseUrl.split(/[\s,]+/).filter((address) => address !== '');
}

/** All that leaves the main process about a credential. `hint` is its last four characters, absent when it is short. */
export interface CredentialStatus {
  /** For the server that it would be sent to now. */
  readonly present: boolean;
  readonly hint?: string;
  /**
   * `unreadable`: stored, but the system does not decrypt it now; it is kept and asked for again. `elsewhere`: there is
   * one for other servers, and these are not given it.
   */
  readonly state: 'absent' | 'ready' | 'unreadable' | 'elsewhere';
  /** The origins that it was given for. */
  readonly audience?: readonly string[];
  /** `system`: encrypted by something that only this system has. `plain`: on the disk without. `session`: until Parley quits. */
  readonly kept?: 'system' | 'plain' | 'session';
}

/** A provider as the renderer sees it. */
export interface ProviderView extends ConfiguredProvider {
  readonly definition: ProviderDefinition;
  readonly credential: CredentialStatus;
  /** The program at its address, where Parley found one of those that it looks for on this computer. */
  readonly local?: LocalServer;
  /** Nobody has set it up: it is offered because it was found. */
  readonly isFound?: true;
}
