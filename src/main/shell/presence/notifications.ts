import { Notification } from 'electron';

export interface Message {
  readonly title: string;
  readonly body: string;
  readonly onClick?: () => void;
}

/** Notifications of the system, which may refuse them: the person then has to know. */
export interface Notifications {
  readonly show: (message: Message) => void;
  /** The last one was not shown. */
  readonly areRefused: () => boolean;
}

export interface NotificationsOptions {
  readonly icon: string;
  /** The first that was not shown, after some that were. */
  readonly onRefusal: (reason: string) => void;
  /** They are shown again. */
  readonly onAcceptance: () => void;
}

export function createNotifications(options: NotificationsOptions): Notifications {
  const { icon } = options;
  let areRefused = false;
  // An object that nobody holds is collected, and its click with it.
  const held = new Set<Notification>();

  function show({ title, body, onClick }: Message): void {
    if (!Notification.isSupported()) return refused('this system has none');
    const notification = new Notification({
      title,
      body,
      // The other systems show the app's own.
      ...(process.platform === 'linux' && { icon }),
    });
    held.add(notification);
    const forget = (): void => void held.delete(notification);
    notification.once('click', () => {
      forget();
      onClick?.();
    });
    notification.once('close', forget);
    notification.once('failed', (_event, error) => {
      forget();
      refused(error);
    });
    notification.once('show', shown);
    notification.show();
  }

  function refused(reason: string): void {
    if (areRefused) return;
    areRefused = true;
    options.onRefusal(reason);
  }

  function shown(): void {
    if (!areRefused) return;
    areRefused = false;
    options.onAcceptance();
  }

  return { show, areRefused: () => areRefused };
}
