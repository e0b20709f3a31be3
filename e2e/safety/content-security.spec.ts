import type { Page } from 'playwright/test';
import { expect, say, test } from '../driver/person.ts';

interface Attacked {
  stopped?: Promise<void>;
  ran?: boolean;
  violations?: string[];
}

/** Runs `attack` in the page; resolves when the content security policy has stopped it by `directive`. */
async function stoppedBy(
  page: Page,
  directive: string,
  attack: (host: string) => void,
  host: string,
): Promise<void> {
  await page.evaluate((expected) => {
    (globalThis as Attacked).stopped = new Promise((resolve) => {
      document.addEventListener('securitypolicyviolation', (event) => {
        if (event.effectiveDirective === expected) resolve();
      });
    });
  }, directive);
  await page.evaluate(attack, host);
  await page.evaluate(() => (globalThis as Attacked).stopped);
}

const attacks: readonly {
  readonly what: string;
  readonly directive: string;
  readonly attack: (host: string) => void;
}[] = [
  {
    what: 'an inline script',
    directive: 'script-src-elem',
    attack: () => {
      const script = document.createElement('script');
      script.textContent = 'globalThis.ran = true';
      document.head.append(script);
    },
  },
  {
    what: 'an inline handler',
    directive: 'script-src-attr',
    attack: () => {
      const button = document.createElement('button');
      button.setAttribute('onclick', 'globalThis.ran = true');
      document.body.append(button);
      button.click();
    },
  },
  {
    what: 'a script from elsewhere',
    directive: 'script-src-elem',
    attack: (host) => {
      const script = document.createElement('script');
      script.src = `${host}/x.js`;
      document.head.append(script);
    },
  },
  {
    what: 'a remote image',
    directive: 'img-src',
    attack: (host) => {
      new Image().src = `${host}/x.png`;
    },
  },
  {
    what: 'a remote image of a picture element',
    directive: 'img-src',
    attack: (host) => {
      const picture = document.createElement('picture');
      const source = document.createElement('source');
      source.srcset = `${host}/y.png`;
      picture.append(source, document.createElement('img'));
      document.body.append(picture);
    },
  },
  {
    what: 'a request',
    directive: 'connect-src',
    attack: (host) => {
      fetch(`${host}/x`).catch(() => undefined);
    },
  },
  {
    what: 'a beacon',
    directive: 'connect-src',
    attack: (host) => {
      navigator.sendBeacon(`${host}/x`, 'y');
    },
  },
  {
    what: 'a socket',
    directive: 'connect-src',
    attack: (host) => {
      new WebSocket(`${host.replace('http', 'ws')}/x`).addEventListener('error', () => undefined);
    },
  },
  {
    what: 'a frame',
    directive: 'frame-src',
    attack: (host) => {
      const frame = document.createElement('iframe');
      frame.src = `${host}/x`;
      document.body.append(frame);
    },
  },
  {
    what: 'a style sheet from elsewhere',
    directive: 'style-src-elem',
    attack: (host) => {
      const link = document.createElement('link');
      link.rel = 'stylesheet';
      link.href = `${host}/x.css`;
      document.head.append(link);
    },
  },
  {
    what: 'a font from elsewhere',
    directive: 'font-src',
    attack: (host) => {
      new FontFace('x', `url(${host}/x.woff2)`).load().catch(() => undefined);
    },
  },
  {
    what: 'a film from elsewhere',
    directive: 'media-src',
    attack: (host) => {
      const video = document.createElement('video');
      video.src = `${host}/x.mp4`;
      video.load();
    },
  },
  {
    what: 'a form',
    directive: 'form-action',
    attack: (host) => {
      const form = document.createElement('form');
      form.method = 'post';
      form.action = `${host}/x`;
      document.body.append(form);
      form.submit();
    },
  },
  {
    what: 'another base address',
    directive: 'base-uri',
    attack: (host) => {
      const base = document.createElement('base');
      base.href = `${host}/`;
      document.head.append(base);
    },
  },
];

test('the content security policy stops what hostile text would do', async ({ parley, openai }) => {
  const page = await parley.start();
  const host = new URL(openai.baseUrl).origin;
  for (const { what, directive, attack } of attacks) {
    await test.step(`${what} is stopped`, () => stoppedBy(page, directive, attack, host));
  }
  expect(await page.evaluate(() => (globalThis as Attacked).ran)).toBeUndefined();
  expect(openai.requests()).toEqual([]);
  // The same server does see a request that nothing stops.
  await fetch(`${openai.baseUrl}/models`);
  expect(openai.requests()).toHaveLength(1);
});

test('the app itself never trips over its content security policy', async ({ openai, page }) => {
  await page.evaluate(() => {
    const seen: string[] = [];
    (globalThis as Attacked).violations = seen;
    document.addEventListener('securitypolicyviolation', (event) => {
      seen.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}`);
    });
  });
  openai.when('show', {
    type: 'stream',
    text: '# Title\n\n```ts\nconst x: number = 1;\n```\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n![i](https://example.org/i.png)\n',
  });
  await say(page, 'show');
  await page.getByRole('heading', { name: 'Title' }).waitFor();
  await page.getByRole('table').waitFor();
  await page.getByRole('button', { name: /Conversation options/ }).click();
  await page.getByRole('menu').waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('ControlOrMeta+Comma');
  await page.getByRole('dialog').waitFor();
  expect(await page.evaluate(() => (globalThis as Attacked).violations)).toEqual([]);
});
