import type * as Electron from 'electron';
import { held, hold } from './clipboard-content.ts';
import { complete, lacks } from './lacking.ts';
import { windows } from '../windows.ts';

export class ClipboardItem implements Pick<Electron.ClipboardItem, 'types'> {
  readonly types: string[];
  private readonly items: ConstructorParameters<typeof Electron.ClipboardItem>[0];

  constructor(items: ConstructorParameters<typeof Electron.ClipboardItem>[0]) {
    this.items = items;
    this.types = Object.keys(items);
  }

  async getType(type: string): Promise<Blob> {
    const item = await this.items[type];
    if (item === undefined) throw new Error(`There is no ${type} in the clipboard`);
    if (typeof item === 'string') return new Blob([item], { type });
    if (item instanceof Blob) return item;
    throw lacks('bookmarks in the clipboard');
  }
}

export const clipboard = complete('clipboard', {
  clear: () => hold(new Map()),
  has: (type) => Promise.resolve(held().has(type)),
  readText: () => Promise.resolve(held().get('text/plain') ?? ''),
  read: () =>
    Promise.resolve([
      new ClipboardItem(Object.fromEntries(held())) as unknown as Electron.ClipboardItem,
    ]),
  writeText: (text) => put(new Map([['text/plain', text]])),
  write: async (items) => {
    const entries = items.flatMap((item) =>
      item.types.map(async (type): Promise<[string, string]> => {
        const blob = await item.getType(type);
        if (!(blob instanceof Blob)) throw lacks('bookmarks in the clipboard');
        return [type, await blob.text()];
      }),
    );
    await put(new Map(await Promise.all(entries)));
  },
} satisfies Pick<
  Electron.Clipboard,
  'clear' | 'has' | 'readText' | 'read' | 'writeText' | 'write'
>);

/** Only a page can reach the clipboard of the system; without one the app still reads what it wrote. */
async function put(content: ReadonlyMap<string, string>): Promise<void> {
  hold(content);
  const page = windows
    .all()
    .map(({ webContents }) => webContents.current())
    .find((current) => current !== null);
  await page?.run(`(${copyInPage.toString()})(${JSON.stringify([...content])})`);
}

/** Self-contained: runs inside the page. */
function copyInPage(content: readonly (readonly [string, string])[]): void {
  const fill = (event: ClipboardEvent): void => {
    event.stopImmediatePropagation();
    event.preventDefault();
    for (const [type, text] of content) event.clipboardData?.setData(type, text);
  };
  window.addEventListener('copy', fill, { capture: true });
  document.execCommand('copy');
  window.removeEventListener('copy', fill, { capture: true });
}
