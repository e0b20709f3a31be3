import { expect, say, sidebarOf, test, transcriptOf } from '../driver/person.ts';

test('an answer streams in, word by word, and its usage is kept', async ({ openai, page }) => {
  openai.when('Tell me', { type: 'stall', text: 'The first words ', rest: 'and the last.' });
  await say(page, 'Tell me');
  await expect(transcriptOf(page).getByText('The first words')).toBeVisible();
  const request = await openai.request('Tell me');
  expect(request.body).toMatchObject({ model: 'fake-large', stream: true });
  await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible();
  request.release();
  await expect(transcriptOf(page).getByText('The first words and the last.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Stop' })).toBeHidden();
  expect(await request.closed).toBe('server');
});

test('Stop closes the socket, and what arrived stays with a way to go on', async ({
  openai,
  page,
}) => {
  openai.when('Go on for ever', { type: 'drip', intervalMs: 10 });
  await say(page, 'Go on for ever');
  await expect(transcriptOf(page).getByText('word3')).toBeVisible();
  await page.getByRole('button', { name: 'Stop' }).click();
  const request = await openai.request('Go on for ever');
  expect(await request.closed).toBe('client');
  await expect(transcriptOf(page).getByText('Stopped.')).toBeVisible();
  await expect(transcriptOf(page).getByText('word3')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Continue' })).toBeVisible();
});

test('Escape stops an answer', async ({ openai, page }) => {
  openai.when('Go on for ever', { type: 'drip', intervalMs: 10 });
  await say(page, 'Go on for ever');
  await expect(transcriptOf(page).getByText('word3')).toBeVisible();
  await page.keyboard.press('Escape');
  expect(await (await openai.request('Go on for ever')).closed).toBe('client');
});

test('another conversation does not stop an answer', async ({ openai, page }) => {
  openai.when('Take your time', { type: 'stall', text: 'Beginning ', rest: 'and end.' });
  await say(page, 'Take your time');
  await expect(transcriptOf(page).getByText('Beginning')).toBeVisible();
  await page.getByRole('button', { name: 'New conversation' }).first().click();
  await say(page, 'Something else');
  await expect(transcriptOf(page).getByText('You said: Something else')).toBeVisible();
  (await openai.request('Take your time')).release();
  const sidebar = sidebarOf(page);
  await sidebar.getByText('Take your time').click();
  await expect(transcriptOf(page).getByText('Beginning and end.')).toBeVisible();
});

test('a connection cut in the middle keeps the text and offers Continue, which goes on', async ({
  openai,
  page,
}) => {
  openai.when('Cut me off', { type: 'cut', text: 'Half of an ' });
  await say(page, 'Cut me off');
  await expect(transcriptOf(page).getByText('Half of an')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Retry' })).toBeVisible();
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(transcriptOf(page).getByText(/Half of an .*You said: Continue/)).toBeVisible();
  const { body } = openai.requests().find((request) => request.body?.messages.length === 3) ?? {};
  expect(body?.messages[1]).toMatchObject({ role: 'assistant', content: 'Half of an ' });
});

const refusals = [
  {
    what: 'a bad key',
    scenario: { type: 'status', status: 401, message: 'Incorrect API key provided.' },
    title: 'Testing House did not accept the key',
    next: 'Open provider settings',
  },
  {
    what: 'a refusal',
    scenario: { type: 'status', status: 403, message: 'Not in your region.' },
    title: 'Testing House refused access',
    next: 'Choose another model',
  },
  {
    what: 'a server in trouble',
    scenario: { type: 'status', status: 500, message: 'Overloaded.' },
    title: 'Testing House is having problems',
    next: 'Retry',
  },
  {
    what: 'a limit on the rate',
    scenario: {
      type: 'status',
      status: 429,
      message: 'Rate limit reached.',
      headers: { 'retry-after': '3600' },
    },
    title: 'Testing House asks you to slow down',
    next: 'Retry',
  },
  {
    what: 'an empty answer',
    scenario: { type: 'empty' },
    title: 'fake-large sent an empty answer',
    next: 'Retry',
  },
  {
    what: 'something Parley cannot read',
    scenario: { type: 'malformed', text: 'So far so good' },
    title: 'Testing House sent something Parley cannot read',
    next: 'Retry',
  },
] as const;

for (const { what, scenario, title, next } of refusals) {
  test(`${what} is said in words, with a next step`, async ({ openai, page }) => {
    openai.when('Hello', scenario);
    await say(page, 'Hello');
    await expect(transcriptOf(page).getByText(title)).toBeVisible({ timeout: 30_000 });
    await expect(page.getByRole('button', { name: next })).toBeVisible();
    if (scenario.type === 'malformed')
      await expect(transcriptOf(page).getByText(scenario.text)).toBeVisible();
  });
}

test('a server that is down is said in words, and Retry works once it is back', async ({
  openai,
  page,
}) => {
  openai.when('Anyone there?', { type: 'status', status: 500, message: 'Down.' });
  await say(page, 'Anyone there?');
  await expect(transcriptOf(page).getByText('is having problems')).toBeVisible({
    timeout: 30_000,
  });
  openai.when('Anyone there?', { type: 'stream', text: 'Here I am.' });
  await page.getByRole('button', { name: 'Retry' }).click();
  await expect(transcriptOf(page).getByText('Here I am.')).toBeVisible();
});
