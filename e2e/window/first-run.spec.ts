import { expect, mainPages, say, sidebarOf, test } from '../driver/person.ts';

test('the first start opens on ELIZA with a hint how to add a provider, and she answers at once', async ({
  parley,
}) => {
  const page = await parley.start();
  await expect(page).toHaveTitle(/Parley/);
  await expect(page.getByText('ELIZA is listening.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Add a provider' })).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Message', exact: true })).toBeFocused();

  await say(page, 'I am unhappy about my computer.');
  const transcript = page.getByRole('log', { name: 'Transcript' });
  await expect(transcript.getByText('I am unhappy about my computer.')).toBeVisible();
  await expect(transcript.getByRole('button', { name: 'Regenerate' }).first()).toBeAttached();
  await expect(page.getByRole('button', { name: 'Stop' })).toBeHidden();
});

test('an example starts a conversation', async ({ parley }) => {
  const page = await parley.start();
  await page.getByRole('button', { name: 'My computer does not understand me.' }).click();
  const sidebar = sidebarOf(page);
  await expect(sidebar.getByText('My computer does not understand me.')).toBeVisible();
});

test('a second start brings the window of the first to the front', async ({ parley }) => {
  const page = await parley.start();
  await parley.startAgain();
  expect(mainPages(parley.app())).toEqual([page]);
});
