import { expect, say, test, transcriptOf } from '../driver/person.ts';

const code = 'const answer: number = 42; // why';
const answer = `Here it **is**:

\`\`\`ts
${code}
\`\`\`

| Name | Value |
|------|------:|
| one | 1 |

See [the docs](https://example.org/docs) or ![a chart](https://images.example.org/chart.png).
`;

test('an answer is laid out, its code coloured, and nothing in it is loaded', async ({
  openai,
  page,
}) => {
  const requested: string[] = [];
  page.on('request', (request) => requested.push(request.url()));
  openai.when('Show me', { type: 'stream', text: answer });
  await say(page, 'Show me');
  const transcript = transcriptOf(page);
  const block = transcript.getByRole('figure', { name: 'TypeScript' });
  await expect(block.getByText(code)).toBeVisible();
  await expect(transcript.getByRole('columnheader', { name: 'Value' })).toBeVisible();
  await expect(transcript.getByText('images.example.org')).toBeVisible();
  const colors = (): Promise<number> =>
    block.locator('code').evaluate((element) => {
      const pieces = [element, ...element.querySelectorAll('span')];
      return new Set(pieces.map((piece) => getComputedStyle(piece).color)).size;
    });
  await expect.poll(colors).toBeGreaterThan(2);
  expect(requested.filter((url) => url.includes('example.org'))).toEqual([]);
});

test('code and tables are copied as what they are', async ({ parley, openai, page }) => {
  openai.when('Show me', { type: 'stream', text: answer });
  await say(page, 'Show me');
  const transcript = transcriptOf(page);
  await transcript.getByRole('button', { name: 'Copy code' }).click();
  await expect.poll(() => parley.app().readClipboard()).toBe(code);
  await transcript.getByRole('button', { name: 'Copy table' }).click();
  await expect.poll(() => parley.app().readClipboard()).toBe('Name\tValue\none\t1');
});

test('a link opens in the system browser and leaves the window where it is', async ({
  parley,
  openai,
  page,
}) => {
  openai.when('Show me', { type: 'stream', text: answer });
  await say(page, 'Show me');
  const link = transcriptOf(page).getByRole('link', { name: 'the docs' });
  await expect(link).toHaveAttribute('title', 'https://example.org/docs');
  const address = page.url();
  await link.click();
  await expect.poll(() => parley.app().openedLinks()).toEqual(['https://example.org/docs']);
  expect(page.url()).toBe(address);
});

test('text runs as its letters do, with its markers, and code from the left', async ({
  openai,
  page,
}) => {
  const hebrew = `שלום עולם, זה \`const a = 1;\`.

- ראשון
- second

\`\`\`ts
${code}
\`\`\`
`;
  openai.when('שלום', { type: 'stream', text: hebrew });
  await say(page, 'שלום');
  const transcript = transcriptOf(page);
  const block = transcript.getByRole('figure', { name: 'TypeScript' });
  await expect(block.getByText(code)).toBeVisible();
  await expect(block).toHaveCSS('direction', 'ltr');
  await expect(transcript.getByRole('list')).toHaveCSS('direction', 'rtl');
  for (const [text, isRight] of [
    ['שלום עולם', true],
    ['ראשון', true],
    ['second', false],
  ] as const) {
    const gaps = await transcript
      .getByText(text)
      .first()
      .evaluate((element) => {
        const range = document.createRange();
        range.selectNodeContents(element);
        const words = range.getBoundingClientRect();
        const box = element.getBoundingClientRect();
        return { left: words.left - box.left, right: box.right - words.right };
      });
    expect(gaps.left > gaps.right, text).toBe(isRight);
  }
});

test('a press into the text and a key after it draw no ring around the transcript, Tab does', async ({
  openai,
  page,
}) => {
  openai.when('Show me', { type: 'stream', text: answer });
  await say(page, 'Show me');
  const transcript = transcriptOf(page);
  await transcript.getByText('Here it').click();
  await page.keyboard.press('ArrowDown');
  const ring = (): Promise<string> =>
    transcript.evaluate(({ parentElement }) =>
      parentElement === null ? '' : getComputedStyle(parentElement, '::after').content,
    );
  await transcript.focus();
  expect(await ring()).toBe('none');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Shift+Tab');
  await expect(transcript).toBeFocused();
  expect(await ring()).not.toBe('none');
});

test('the copy button of a table covers none of its words', async ({ openai, page }) => {
  openai.when('Show me', { type: 'stream', text: answer });
  await say(page, 'Show me');
  const transcript = transcriptOf(page);
  const head = await transcript.getByRole('columnheader', { name: 'Value' }).evaluate((cell) => {
    const range = document.createRange();
    range.selectNodeContents(cell);
    return range.getBoundingClientRect().right;
  });
  const button = await transcript.getByRole('button', { name: 'Copy table' }).boundingBox();
  expect(head).toBeLessThanOrEqual(button?.x ?? 0);
});
