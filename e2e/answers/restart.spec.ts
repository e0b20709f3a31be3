import {
  callMain,
  expect,
  say,
  sidebarOf,
  test,
  transcriptOf,
  useService,
} from '../driver/person.ts';

test('a restart keeps conversations, branches, settings and providers', async ({
  parley,
  openai,
}) => {
  let page = await parley.start();
  const providerId = await useService(page, openai);
  await say(page, 'Remember the word heron');
  await expect(transcriptOf(page).getByText('You said: Remember the word heron')).toBeVisible();
  await callMain(page, 'settings.change', { theme: 'dark' });
  const before = await callMain(page, 'app.open', {});
  await parley.quit();

  page = await parley.start();
  const after = await callMain(page, 'app.open', {});
  expect(after.summaries).toEqual(before.summaries);
  expect(after.settings.theme).toBe('dark');
  expect(after.providers.map(({ id }) => id)).toContain(providerId);
  const sidebar = sidebarOf(page);
  await sidebar.getByText('Remember the word heron').click();
  await expect(transcriptOf(page).getByText('You said: Remember the word heron')).toBeVisible();
  // The key was kept as well: the service still lets us in.
  openai.requireKey(openai.requests().at(-1)?.authorization?.replace('Bearer ', '') ?? null);
  await say(page, 'And again');
  await expect(transcriptOf(page).getByText('You said: And again')).toBeVisible();
});

test('the models of a provider are there at the next start without asking it again', async ({
  parley,
  openai,
}) => {
  const listed = () => openai.requests().filter(({ path }) => path.endsWith('/models')).length;
  let page = await parley.start();
  await useService(page, openai);
  await page.getByRole('button', { name: /^Model: / }).click();
  await expect(page.getByRole('option', { name: 'fake-small' })).toBeVisible();
  const before = listed();
  await parley.quit();

  page = await parley.start();
  await page.getByRole('button', { name: /^Model: / }).click();
  await expect(page.getByRole('option', { name: 'fake-small' })).toBeVisible();
  expect(listed()).toBe(before);
  await page.getByRole('option', { name: 'Refresh models' }).click();
  await expect.poll(listed).toBe(before + 1);
});

test('closing the window stops no answer, and opening it again shows the answer still arriving', async ({
  parley,
  openai,
  page: first,
}) => {
  let page = first;
  openai.when('Long story', { type: 'stall', text: 'Once upon ', rest: 'a time.' });
  await say(page, 'Long story');
  await expect(transcriptOf(page).getByText('Once upon')).toBeVisible();
  await parley.app().closeWindow(page);

  page = await parley.startAgain();
  const sidebar = sidebarOf(page);
  await sidebar.getByText('Long story').click();
  await expect(transcriptOf(page).getByText('Once upon')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible();
  (await openai.request('Long story')).release();
  await expect(transcriptOf(page).getByText('Once upon a time.')).toBeVisible();
  expect(await (await openai.request('Long story')).closed).toBe('server');
});

test('a page that reloads shows the answer still arriving', async ({ openai, page }) => {
  openai.when('Long story', { type: 'stall', text: 'Once upon ', rest: 'a time.' });
  await say(page, 'Long story');
  await expect(transcriptOf(page).getByText('Once upon')).toBeVisible();
  await Promise.all([page.waitForEvent('load'), page.evaluate(() => location.reload())]);
  await sidebarOf(page).getByText('Long story').click();
  await expect(transcriptOf(page).getByText('Once upon')).toBeVisible();
  (await openai.request('Long story')).release();
  await expect(transcriptOf(page).getByText('Once upon a time.')).toBeVisible();
});

test('the app ends with its last window, but only when its last answer has ended', async ({
  parley,
  openai,
  page: first,
}) => {
  let page = first;
  // Where there is a tray, the app would go on in it.
  await callMain(page, 'settings.change', { tray: { closeToTray: false } });
  openai.when('Finish this', { type: 'stall', text: 'To be ', rest: 'finished.' });
  await say(page, 'Finish this');
  await expect(transcriptOf(page).getByText('To be')).toBeVisible();
  await parley.app().closeWindow(page);
  (await openai.request('Finish this')).release();
  expect(await parley.app().exited).toBe(0);

  page = await parley.start();
  await sidebarOf(page).getByText('Finish this').click();
  await expect(transcriptOf(page).getByText('To be finished.')).toBeVisible();
});

test('an app that is killed mid-answer loses nothing that was committed, and Continue goes on', async ({
  parley,
  openai,
  page: first,
}) => {
  let page = first;
  await say(page, 'First question');
  await expect(transcriptOf(page).getByText('You said: First question')).toBeVisible();
  openai.when('Count for me', { type: 'drip', intervalMs: 5 });
  await say(page, 'Count for me');
  await expect(transcriptOf(page).getByText('word20')).toBeVisible();
  await parley.app().kill();

  page = await parley.start();
  await sidebarOf(page).getByText('First question').click();
  await expect(transcriptOf(page).getByText('You said: First question')).toBeVisible();
  await expect(transcriptOf(page).getByText('Count for me', { exact: true })).toBeVisible();
  await expect(transcriptOf(page).getByText('word20')).toBeVisible();
  await expect(
    transcriptOf(page).getByText(
      'Parley was closed before this answer ended. The part that arrived is kept.',
    ),
  ).toBeVisible();
  await expect(page.getByRole('button', { name: 'Retry' })).toBeVisible();
  await page.getByRole('button', { name: 'Continue' }).click();
  // The service is told what had arrived, and what it answers is added to that.
  await expect
    .poll(() => JSON.stringify(openai.requests().map(({ body }) => body)))
    .toContain('word20');
  await expect(transcriptOf(page).getByText(/word20 .*You said: Continue/)).toBeVisible();
});

test('an app that is killed again and again never loses a finished answer', async ({
  parley,
  openai,
}) => {
  for (let round = 1; round <= 3; round += 1) {
    const page = await parley.start();
    if (round === 1) await useService(page, openai);
    const { summaries } = await callMain(page, 'app.open', {});
    expect(summaries).toHaveLength(round - 1);
    await say(page, `Round ${round}`);
    await expect(transcriptOf(page).getByText(`You said: Round ${round}`)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Stop' })).toBeHidden();
    await parley.app().kill();
  }
});
