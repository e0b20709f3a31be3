import { useCallback, useEffect, useState } from 'react';
import type { CredentialStatus } from '#shared/provider/provider.ts';
import { call } from '../../client/bridge.ts';

/** Whether a password is stored for the proxy, asked again whenever `proxy` is another one. */
export function useProxyPassword(
  proxy: string,
): readonly [state: CredentialStatus['state'], refresh: () => void] {
  const [state, setState] = useState<CredentialStatus['state']>('absent');
  const refresh = useCallback(() => {
    call('proxy-password.status', {}).then(
      (status) => setState(status.state),
      () => setState('absent'),
    );
  }, []);
  useEffect(refresh, [refresh, proxy]);
  return [state, refresh];
}
