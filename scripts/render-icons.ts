/** Renders `resources/icon/parley.svg` to the PNG sizes that windows and installers need: `node scripts/render-icons.ts`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { chromium } from 'playwright';

const sizes = [16, 32, 48, 64, 128, 256, 512, 1024];
const folder = new URL('../resources/icon/', import.meta.url);

const executablePath = process.env['PARLEY_CHROMIUM'] ?? '/usr/bin/chromium';
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
const page = await browser.newPage();
const source = readFileSync(new URL('parley.svg', folder)).toString('base64');
for (const size of sizes) {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(
    `<body style="margin:0"><img width="${size}" height="${size}" style="display:block" src="data:image/svg+xml;base64,${source}">`,
  );
  writeFileSync(
    new URL(`${size}x${size}.png`, folder),
    await page.screenshot({ omitBackground: true }),
  );
}
await browser.close();
