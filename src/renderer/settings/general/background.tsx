import { useTranslation } from 'react-i18next';
import { trayClicks } from '#shared/settings.ts';
import { call } from '../../client/bridge.ts';
import { useDesktop } from '../../client/desktop.ts';
import { useEnvironment } from '../../client/environment.ts';
import { useSettings } from '../../client/settings.ts';
import { attempt } from '../../ui/toast/report-failure.ts';
import { Select } from '../../ui/controls/select.tsx';
import { Switch } from '../../ui/controls/switch.tsx';
import { Setting } from '../kit/setting.tsx';
import { useChange } from '../kit/use-change.ts';

/** What Parley does while no window of it is open. */
export function BackgroundSettings() {
  const { t } = useTranslation();
  const startsAtLogin = useDesktop((desktop) => desktop.startsAtLogin);
  const notificationsRefused = useDesktop((desktop) => desktop.notificationsRefused);
  const notifyWhenDone = useSettings((settings) => settings.notifyWhenDone);
  const change = useChange();
  return (
    <>
      {startsAtLogin !== null && (
        <Setting
          label={t('desktop.login')}
          description={t(
            startsAtLogin === 'blocked' ? 'desktop.loginBlocked' : 'desktop.loginDescription',
          )}
        >
          {(control) => (
            <Switch
              {...control}
              checked={startsAtLogin !== 'off'}
              onCheckedChange={(checked) =>
                attempt(call('login.change', { startsAtLogin: checked }))
              }
            />
          )}
        </Setting>
      )}
      <TraySettings />
      <Setting
        label={t('desktop.notify')}
        description={t(
          notificationsRefused && notifyWhenDone
            ? 'desktop.notifyRefused'
            : 'desktop.notifyDescription',
        )}
      >
        {(control) => (
          <Switch
            {...control}
            checked={notifyWhenDone}
            onCheckedChange={(checked) => change({ notifyWhenDone: checked })}
          />
        )}
      </Setting>
    </>
  );
}

function TraySettings() {
  const { t } = useTranslation();
  const { platform } = useEnvironment();
  const state = useDesktop((desktop) => desktop.tray);
  const tray = useSettings((settings) => settings.tray);
  const change = useChange();
  const isUseless = state !== 'shown';
  return (
    <>
      <Setting
        label={t('desktop.tray')}
        description={t(
          state === 'unavailable' ? 'desktop.trayUnavailable' : 'desktop.trayDescription',
        )}
      >
        {(control) => (
          <Switch
            {...control}
            checked={tray.shown && state !== 'unavailable'}
            disabled={state === 'unavailable'}
            onCheckedChange={(shown) => change({ tray: { shown } })}
          />
        )}
      </Setting>
      {platform !== 'darwin' && (
        <Setting label={t('desktop.closeToTray')} description={t('desktop.closeToTrayDescription')}>
          {(control) => (
            <Switch
              {...control}
              checked={tray.closeToTray && !isUseless}
              disabled={isUseless}
              onCheckedChange={(closeToTray) => change({ tray: { closeToTray } })}
            />
          )}
        </Setting>
      )}
      <Setting
        label={t('desktop.trayClick')}
        {...(platform === 'linux' && { description: t('desktop.trayClickLinux') })}
      >
        {(control) => (
          <Select
            {...control}
            value={tray.click}
            disabled={isUseless}
            options={trayClicks.map((value) => ({ value, label: t(`desktop.click.${value}`) }))}
            onValueChange={(click) => change({ tray: { click } })}
          />
        )}
      </Setting>
    </>
  );
}
