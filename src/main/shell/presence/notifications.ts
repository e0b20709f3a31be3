import { Notification } from 'electron';

export interface Message {
  readonly title: string;
  readonly body: string;
  readonly onClick?: () => void;
}

/** Notifications of the system. One that could not be shown is no failure: it was only ever a courtesy. */
export interface Notifications {
  readonly show: (message: Message) => void;
}

export function createNotifications(icon: string): Notifications {
  // An object that nobody holds is collected, and its click with it.
  const held = new Set<Notification>();

  function show({ title, body, onClick }: Message): void {
    if (!Notification.isSupported()) return;
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
    notification.once('failed', forget);
    notification.show();
  }

  return { show };
}
