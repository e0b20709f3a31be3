import { modifiersAndKey } from '#shared/command/accelerator.ts';
import type { KnownDesktop } from './desktop.ts';
import { shellWords } from './shell-words.ts';

export interface Binding {
  readonly accelerator: string;
  /** Shell words. */
  readonly command: string;
}

/** What makes a desktop run a command at a press: shell lines for GNOME, a command for KDE's dialog, else a line of its configuration. */
export function desktopBinding(desktop: KnownDesktop, binding: Binding): string {
  const { accelerator, command } = binding;
  const { modifiers, key } = modifiersAndKey(accelerator);
  switch (desktop) {
    case 'gnome': {
      const keys = modifiers.map((name) => `<${name}>`).join('') + keysymOf(key);
      return gnomeScript(keys, command);
    }
    case 'kde':
      return command;
    case 'hyprland': {
      const names = modifiers.map((name) => (name === 'Control' ? 'CTRL' : name.toUpperCase()));
      return `bind = ${names.join(' ')}, ${keysymOf(key)}, exec, ${command}`;
    }
    case 'sway': {
      const names = modifiers.map((name) => swayModifiers[name] ?? name);
      return `bindsym ${[...names, keysymOf(key)].join('+')} exec ${command}`;
    }
  }
}

const swayModifiers: Readonly<Record<string, string>> = {
  Control: 'Ctrl',
  Alt: 'Mod1',
  Super: 'Mod4',
};

/** Names of https://xkbcommon.org/ where they differ from ours. */
const keysyms: Readonly<Record<string, string>> = {
  Space: 'space',
  Backspace: 'BackSpace',
  Enter: 'Return',
  PageUp: 'Page_Up',
  PageDown: 'Page_Down',
  ',': 'comma',
  '.': 'period',
  '/': 'slash',
  '\\': 'backslash',
  ';': 'semicolon',
  "'": 'apostrophe',
  '[': 'bracketleft',
  ']': 'bracketright',
  '-': 'minus',
  '=': 'equal',
  '`': 'grave',
};

function keysymOf(key: string): string {
  return keysyms[key] ?? (/^[A-Z]$/.test(key) ? key.toLowerCase() : key);
}

/** Adds ours to the list of custom shortcuts once, however often it is run. */
function gnomeScript(keys: string, command: string): string {
  const schema = 'org.gnome.settings-daemon.plugins.media-keys';
  const path = '/org/gnome/settings-daemon/plugins/media-keys/custom-keybindings/parley/';
  const set = (name: string, value: string): string =>
    `gsettings set ${schema}.custom-keybinding:${path} ${name} ${shellWords([variant(value)])}`;
  return [
    `list=$(gsettings get ${schema} custom-keybindings)`,
    `case "$list" in`,
    `  *${path}*) ;;`,
    `  *"[]") gsettings set ${schema} custom-keybindings "['${path}']" ;;`,
    `  *) gsettings set ${schema} custom-keybindings "\${list%]}, '${path}']" ;;`,
    'esac',
    set('name', 'Parley'),
    set('command', command),
    set('binding', keys),
  ].join('\n');
}

/** A string as GVariant writes it: https://docs.gtk.org/glib/gvariant-text-format.html */
function variant(text: string): string {
  return `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
}
