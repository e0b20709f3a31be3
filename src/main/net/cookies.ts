import type { CookieJar } from 'tough-cookie';

/** One owner's cookies for one server. Kept only in memory, never logged. */
export interface ServerCookies {
  /** The header for a request to `url`; `undefined` if no cookie applies. */
  readonly headerFor: (url: string) => Promise<string | undefined>;
  /** Stores the cookies that `url` set; ignores a cookie that does not belong to it. */
  readonly keep: (url: string, setCookies: readonly string[]) => Promise<void>;
  /** Runs `visit` on the first call, and again if it failed or the cookies were cleared. Resolves with whether it ran. */
  readonly afterVisit: (visit: () => Promise<void>) => Promise<boolean>;
  readonly forget: () => void;
}

/** A jar for each owner and server: cookies ignore ports, so servers on one host would share them. */
export interface CookieJars {
  readonly of: (owner: string, server: string) => ServerCookies;
  readonly forget: (owner: string) => void;
}

export function createCookieJars(): CookieJars {
  const owners = new Map<string, Map<string, ServerCookies>>();

  function of(owner: string, server: string): ServerCookies {
    const servers = owners.get(owner) ?? new Map<string, ServerCookies>();
    const cookies = servers.get(server) ?? createServerCookies();
    owners.set(owner, servers.set(server, cookies));
    return cookies;
  }

  return { of, forget: (owner) => void owners.delete(owner) };
}

function createServerCookies(): ServerCookies {
  let jar: Promise<CookieJar> | null = null;
  let visited: Promise<void> | null = null;

  async function headerFor(url: string): Promise<string | undefined> {
    const header = (await jar)?.getCookieString(url);
    return (await header) || undefined;
  }

  async function keep(url: string, setCookies: readonly string[]): Promise<void> {
    if (setCookies.length === 0) return;
    jar ??= openJar();
    const cookies = await jar;
    for (const cookie of setCookies) await cookies.setCookie(cookie, url, { ignoreError: true });
  }

  async function afterVisit(visit: () => Promise<void>): Promise<boolean> {
    if (visited !== null) {
      // The first caller may have given up for its own reasons; then this one visits.
      const passed = await visited.then(
        () => true,
        () => false,
      );
      if (passed) return false;
    }
    const visiting = visit();
    visited = visiting;
    try {
      await visiting;
      return true;
    } catch (error) {
      if (visited === visiting) visited = null;
      throw error;
    }
  }

  function forget(): void {
    jar = null;
    visited = null;
  }

  return { headerFor, keep, afterVisit, forget };
}

/** Loaded with the first cookie: its list of public suffixes is large, and few services need one. */
async function openJar(): Promise<CookieJar> {
  const { CookieJar } = await import('tough-cookie');
  return new CookieJar();
}
