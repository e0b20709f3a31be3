import type { NetworkPatch, NetworkSettings } from '#shared/network/network.ts';

/** The network settings with a change in them. */
export function patchedNetwork(before: NetworkSettings, patch: NetworkPatch): NetworkSettings {
  const { proxy, timeouts, ...rest } = patch;
  return {
    ...before,
    ...given(rest),
    proxy: { ...before.proxy, ...given(proxy ?? {}) },
    timeouts: { ...before.timeouts, ...given(timeouts ?? {}) },
  };
}

type Given<Patch> = { [Name in keyof Patch]: Exclude<Patch[Name], undefined> };

/** A field that is present but undefined would erase the setting. */
export function given<Patch extends object>(patch: Patch): Given<Patch> {
  const entries = Object.entries(patch).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Given<Patch>;
}
