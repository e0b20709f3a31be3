import { useCallback, useEffect, useState } from 'react';
import type { CredentialStatus } from '#shared/provider/provider.ts';
import { call } from '../../client/bridge.ts';
import { createLatest } from '../../client/latest.ts';

/** Whether a password is stored for the proxy, asked again whenever `proxy` is another one. */
export function useProxyPassword(
  proxy: string,
): readonly [state: CredentialStatus['state'], refresh: () => void] {
  const [state, setState] = useState<CredentialStatus['state']>('absent');
  const [latest] = useState(createLatest);
  const refresh = useCallback(() => {
    latest.ask(call('proxy-password.status', {}), (outcome) =>
      setState(outcome.ok ? outcome.value.state : 'absent'),
    );
  }, [latest]);
  useEffect(refresh, [refresh, proxy]);
  return [state, refresh];
}
