import type { Http, HttpOptions } from './http.ts';

export interface LazyHttp extends Http {
  /** The next request reads the options again. Answers in progress keep their connections. */
  readonly renew: () => void;
}

/**
 * An `Http` whose code is loaded at the first request: it is the largest part of the main process, and the first
 * window does not need it. `options` is read then; when it fails, so does the request.
 */
export function createLazyHttp(options?: () => Promise<HttpOptions>): LazyHttp {
  let current: Promise<Http> | null = null;
  const used = new Set<Promise<Http>>();

  function get(): Promise<Http> {
    if (current !== null) return current;
    const loading = load(options);
    current = loading;
    used.add(loading);
    loading.catch(() => {
      used.delete(loading);
      if (current === loading) current = null;
    });
    return loading;
  }

  return {
    send: async (request, signal) => (await get()).send(request, signal),
    inspectCertificate: async (address) => (await get()).inspectCertificate(address),
    proxiesTo: async (address) => (await get()).proxiesTo(address),
    wake: () => {
      // Code that failed to load has no waits.
      for (const loading of used) loading.then((http) => http.wake()).catch(() => undefined);
    },
    renew: () => {
      const former = current;
      current = null;
      if (former !== null) void retire(former).finally(() => used.delete(former));
    },
    close: async (how) => {
      await Promise.all([...used].map(async (loading) => (await loading).close(how)));
    },
  };
}

async function load(options: (() => Promise<HttpOptions>) | undefined): Promise<Http> {
  const [{ createHttp }, read] = await Promise.all([import('./http.ts'), options?.()]);
  return createHttp(read);
}

async function retire(former: Promise<Http>): Promise<void> {
  try {
    await (await former).close({ graceful: true });
  } catch {
    // Code that failed to load has nothing open.
  }
}
