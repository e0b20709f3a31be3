import { Menu, clipboard } from 'electron';
import type { BrowserWindow, ContextMenuParams, MenuItemConstructorOptions } from 'electron';
import { menuLabels } from '#shared/command/label.ts';
import type { Language } from '#shared/settings.ts';
import { hostOfLink, parseLink } from './link-address.ts';
import { openLink } from './link.ts';

/** Gives the window the system's own menu for text and links. `onOpen` returns what is called when the menu closes. */
export function attachContextMenu(
  window: BrowserWindow,
  language: () => Language,
  onOpen?: () => () => void,
): void {
  window.webContents.on('context-menu', (_event, params) => {
    const template = contextMenuTemplate(params, language());
    if (template.length === 0) return;
    const callback = onOpen?.();
    Menu.buildFromTemplate(template).popup({ window, ...(callback && { callback }) });
  });
}

function contextMenuTemplate(
  params: ContextMenuParams,
  language: Language,
): MenuItemConstructorOptions[] {
  const text = menuLabels[language];
  const { editFlags, isEditable, selectionText } = params;
  const address = parseLink(params.linkURL);
  if (address !== null) {
    return [
      { label: `${text.openLink}: ${hostOfLink(address)}`, click: () => void openLink(address) },
      { label: text.copyLink, click: () => void clipboard.writeText(address) },
    ];
  }
  if (isEditable) {
    return [
      { role: 'cut', label: text.cut, enabled: editFlags.canCut },
      { role: 'copy', label: text.copy, enabled: editFlags.canCopy },
      { role: 'paste', label: text.paste, enabled: editFlags.canPaste },
      { type: 'separator' },
      { role: 'selectAll', label: text.selectAll, enabled: editFlags.canSelectAll },
    ];
  }
  return selectionText.trim() === '' ? [] : [{ role: 'copy', label: text.copy }];
}
