import { useCallback, useEffect, useState } from 'react';
import type { CredentialStatus } from '#shared/provider/provider.ts';
import { call } from '../../client/bridge.ts';
import { createLatest } from '../../client/latest.ts';

const absent: CredentialStatus = { present: false, state: 'absent' };

/** Whether a password is stored for the proxy, asked again whenever `proxy` is another one. */
export function useProxyPassword(
  proxy: string,
): readonly [status: CredentialStatus, refresh: () => void] {
  const [status, setStatus] = useState<CredentialStatus>(absent);
  const [latest] = useState(createLatest);
  const refresh = useCallback(() => {
    latest.ask(call('proxy-password.status', {}), (outcome) =>
      setStatus(outcome.ok ? outcome.value : absent),
    );
  }, [latest]);
  useEffect(refresh, [refresh, proxy]);
  return [status, refresh];
}
