import { isBuiltIn } from '#shared/provider/provider.ts';
import type { ProviderView } from '#shared/provider/provider.ts';

export type ProviderStatus =
  | 'ready'
  | 'offline'
  | 'running'
  | 'stopped'
  | 'needsKey'
  | 'needsAddress'
  | 'keyUnreadable'
  | 'keyElsewhere';

/** Whether a provider can be asked, as far as is known without asking it. */
export function statusOf({ definition, baseUrl, credential, local }: ProviderView): ProviderStatus {
  if (isBuiltIn(definition.adapter)) return 'offline';
  if (baseUrl === null && definition.baseUrls.length === 0) return 'needsAddress';
  if (credential.state === 'unreadable') return 'keyUnreadable';
  if (credential.state === 'elsewhere') return 'keyElsewhere';
  if (definition.credential === 'required' && !credential.present) return 'needsKey';
  if (local === undefined) return 'ready';
  return local.isRunning ? 'running' : 'stopped';
}
