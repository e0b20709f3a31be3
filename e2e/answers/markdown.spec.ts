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
