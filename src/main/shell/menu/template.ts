import type { MenuItemConstructorOptions } from 'electron';
import { commandLabels, menuLabels } from '#shared/command/label.ts';
import { acceleratorOfCommand } from '#shared/command/command.ts';
import type { CommandId } from '#shared/command/command.ts';
import type { Language } from '#shared/settings.ts';

export interface MenuOptions {
  readonly language: Language;
  readonly platform: NodeJS.Platform;
  /** Adds what only someone who builds the app needs. */
  readonly developer: boolean;
  /** Keys by command, where the person has changed them. */
  readonly shortcuts: Readonly<Record<string, string>>;
  /** `byKey`: its key was pressed, in whichever window. */
  readonly invoke: (command: CommandId, byKey: boolean) => void;
  readonly showDataFolder: () => void;
}

type Item = MenuItemConstructorOptions;

const separator: Item = { type: 'separator' };

/** The application menu in the order that the platform's guidelines give. */
export function menuTemplate(options: MenuOptions): Item[] {
  const menus = [
    fileMenu(options),
    editMenu(options),
    viewMenu(options),
    conversationMenu(options),
    windowMenu(options),
    helpMenu(options),
  ];
  return options.platform === 'darwin' ? [appMenu(options), ...menus] : menus;
}

function appMenu(options: MenuOptions): Item {
  const text = menuLabels[options.language];
  return {
    label: 'Parley',
    submenu: [
      { role: 'about', label: text.about },
      separator,
      command('settings.open', options),
      separator,
      { role: 'services', label: text.services },
      separator,
      { role: 'hide', label: text.hide },
      { role: 'hideOthers', label: text.hideOthers },
      { role: 'unhide', label: text.showAll },
      separator,
      { role: 'quit', label: text.quit },
    ],
  };
}

function fileMenu(options: MenuOptions): Item {
  const text = menuLabels[options.language];
  const elsewhere: Item[] = [
    separator,
    command('settings.open', options),
    separator,
    { role: 'quit', label: text.quit },
  ];
  return {
    label: text.file,
    submenu: [
      command('conversation.new', options),
      separator,
      { role: 'close', label: text.closeWindow },
      ...(options.platform === 'darwin' ? [] : elsewhere),
    ],
  };
}

function editMenu({ language }: MenuOptions): Item {
  const text = menuLabels[language];
  return {
    label: text.edit,
    submenu: [
      { role: 'undo', label: text.undo },
      { role: 'redo', label: text.redo },
      separator,
      { role: 'cut', label: text.cut },
      { role: 'copy', label: text.copy },
      { role: 'paste', label: text.paste },
      { role: 'pasteAndMatchStyle', label: text.pastePlain },
      { role: 'delete', label: text.delete },
      separator,
      { role: 'selectAll', label: text.selectAll },
    ],
  };
}

function viewMenu(options: MenuOptions): Item {
  const text = menuLabels[options.language];
  const developer: Item[] = [
    separator,
    { role: 'reload', label: text.reload },
    { role: 'toggleDevTools', label: text.developerTools },
  ];
  return {
    label: text.view,
    submenu: [
      command('conversation.search', options),
      command('sidebar.toggle', options),
      command('composer.focus', options),
      separator,
      { role: 'resetZoom', label: text.actualSize },
      { role: 'zoomIn', label: text.zoomIn },
      { role: 'zoomOut', label: text.zoomOut },
      separator,
      { role: 'togglefullscreen', label: text.fullScreen },
      ...(options.developer ? developer : []),
    ],
  };
}

function conversationMenu(options: MenuOptions): Item {
  return {
    label: menuLabels[options.language].conversation,
    submenu: [
      command('conversation.next', options),
      command('conversation.previous', options),
      separator,
      command('model.pick', options),
      command('generation.abort', options),
      command('answer.copy', options),
      separator,
      command('conversation.rename', options),
      command('conversation.trash', options),
    ],
  };
}

function windowMenu(options: MenuOptions): Item {
  const { language, platform } = options;
  const text = menuLabels[language];
  const macOnly: Item[] = [
    { role: 'zoom', label: text.zoomWindow },
    separator,
    { role: 'front', label: text.bringToFront },
  ];
  return {
    role: 'window',
    label: text.window,
    submenu: [
      { role: 'minimize', label: text.minimize },
      command('quick-prompt.toggle', options),
      ...(platform === 'darwin' ? macOnly : []),
    ],
  };
}

function helpMenu({ language, platform, showDataFolder }: MenuOptions): Item {
  const text = menuLabels[language];
  const about: Item[] = [separator, { role: 'about', label: text.about }];
  return {
    role: 'help',
    label: text.help,
    submenu: [
      { label: text.showDataFolder, click: showDataFolder },
      ...(platform === 'darwin' ? [] : about),
    ],
  };
}

/**
 * Keys that mean something inside a text field or a dialogue belong to the page, which knows where the focus is;
 * the menu shows them without taking them.
 */
const pageKeys = new Set<CommandId>(['generation.abort', 'conversation.trash']);

function command(id: CommandId, { language, platform, shortcuts, invoke }: MenuOptions): Item {
  const accelerator = acceleratorOfCommand(id, shortcuts);
  const item: Item = {
    id,
    label: commandLabels[language][id],
    click: (_item, _window, event) => invoke(id, event.triggeredByAccelerator === true),
  };
  if (accelerator === '') return item;
  if (!pageKeys.has(id)) return { ...item, accelerator };
  // macOS takes every key that its menu shows.
  return platform === 'darwin' ? item : { ...item, accelerator, registerAccelerator: false };
}
