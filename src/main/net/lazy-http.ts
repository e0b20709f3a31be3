import type { Http } from './http.ts';

/**
 * An `Http` whose code is loaded at the first request: it is the largest part of the main process, and the first
 * window does not need it.
 */
export function createLazyHttp(): Http {
  let loading: Promise<Http> | null = null;

  return {
    send: async (request, signal) => {
      loading ??= load();
      return (await loading).send(request, signal);
    },
    close: async () => {
      if (loading !== null) await (await loading).close();
    },
  };
}

async function load(): Promise<Http> {
  const { createHttp } = await import('./http.ts');
  return createHttp();
}
