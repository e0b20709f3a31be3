/**
 * Draws every tray icon from `resources/tray/parley.svg`: `node scripts/render-tray-icons.ts`.
 * macOS colours a template image itself; Windows and Linux get one for light bars and one for dark ones.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { chromium } from 'playwright';
import type { Page } from 'playwright';
import { icoOf } from './ico.ts';

const folder = new URL('../resources/tray/', import.meta.url);
const states = ['idle', 'active'] as const;
const scales = [1, 2, 3] as const;
const grounds = { 'for-light': '#1d1c1a', 'for-dark': '#ffffff' } as const;
/** In pixels at scale 1: what a bar of the platform has room for. */
const MAC_SIZE = 18;
const LINUX_SIZE = 24;
const WINDOWS_SIZES = [16, 20, 24, 32, 40, 48, 64];

const source = readFileSync(new URL('parley.svg', folder), 'utf8');
const executablePath = process.env['PARLEY_CHROMIUM'] ?? '/usr/bin/chromium';
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
const page = await browser.newPage();

for (const state of states) {
  for (const scale of scales) {
    const suffix = scale === 1 ? '' : `@${scale}x`;
    save(`${state}Template${suffix}.png`, await draw(page, state, '#000000', MAC_SIZE * scale));
    for (const [ground, colour] of Object.entries(grounds)) {
      save(`${state}-${ground}${suffix}.png`, await draw(page, state, colour, LINUX_SIZE * scale));
    }
  }
  for (const [ground, colour] of Object.entries(grounds)) {
    const images = [];
    for (const size of WINDOWS_SIZES) {
      images.push({ size, png: await draw(page, state, colour, size) });
    }
    save(`${state}-${ground}.ico`, icoOf(images));
  }
}
await browser.close();

function draw(on: Page, state: string, colour: string, size: number): Promise<Buffer> {
  const picture = source
    .replace('color="#000000"', `color="${colour}" width="${size}" height="${size}"`)
    .replace('data-state="idle"', `data-state="${state}" style="display:block"`);
  return on
    .setViewportSize({ width: size, height: size })
    .then(() => on.setContent(`<body style="margin:0">${picture}`))
    .then(() => on.screenshot({ omitBackground: true }));
}

function save(name: string, bytes: Buffer): void {
  writeFileSync(new URL(name, folder), bytes);
}
