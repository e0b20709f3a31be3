import styles from './shortcut.module.css';

const macSymbols: Readonly<Record<string, string>> = {
  CommandOrControl: '⌘',
  Command: '⌘',
  Control: '⌃',
  Alt: '⌥',
  Shift: '⇧',
  Backspace: '⌫',
  Delete: '⌦',
  Enter: '↩',
  Escape: 'esc',
  Tab: '⇥',
  Up: '↑',
  Down: '↓',
};

const otherNames: Readonly<Record<string, string>> = {
  CommandOrControl: 'Ctrl',
  Command: 'Win',
  Control: 'Ctrl',
  Backspace: '⌫',
  Delete: 'Del',
  Escape: 'Esc',
  Up: '↑',
  Down: '↓',
};

/** An accelerator in Electron's notation as the system's own menus write it: `⌘K`, `Ctrl+K`. */
export function formatAccelerator(accelerator: string, mac = isMac()): string {
  const keys = accelerator.split('+');
  return mac
    ? keys.map((key) => macSymbols[key] ?? key).join('')
    : keys.map((key) => otherNames[key] ?? key).join('+');
}

export function Shortcut({ accelerator }: { readonly accelerator: string }) {
  return <kbd className={styles.shortcut}>{formatAccelerator(accelerator)}</kbd>;
}

function isMac(): boolean {
  return navigator.userAgent.includes('Mac');
}
