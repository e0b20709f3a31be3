import { useTranslation } from 'react-i18next';
import { getProvider } from '../../client/provider/providers.ts';
import { ConnectionCheck } from '../../settings/connection-check/connection-check.tsx';
import { Dialog } from '../../ui/overlays/dialog.tsx';
import { changeView, useView } from '../view.ts';

/** The connection check of a model that did not answer. */
export function ConnectionDialog() {
  const { t } = useTranslation();
  const subject = useView(({ dialog }) => (dialog?.type === 'connection' ? dialog : null));
  const providerId = subject?.providerId ?? '';
  const provider = getProvider(providerId)?.name ?? providerId;
  return (
    <Dialog
      open={subject !== null}
      onOpenChange={() => changeView({ dialog: null })}
      title={t('doctor.title', { provider })}
    >
      {subject !== null && (
        <ConnectionCheck providerId={subject.providerId} modelId={subject.modelId} />
      )}
    </Dialog>
  );
}
