import type { Page } from 'playwright/test';
import {
  callMain,
  expect,
  say,
  sidebarOf,
  test,
  transcriptOf,
  useService,
} from '../driver/person.ts';
import type { Parley } from '../driver/person.ts';

const fieldOf = (page: Page) => page.getByRole('textbox', { name: 'Message', exact: true });

async function resize(parley: Parley, width: number): Promise<void> {
  await parley.app().evaluate(({ BrowserWindow }, size) => {
    BrowserWindow.getAllWindows()[0]?.setSize(size, 700);
  }, width);
}

test('the sidebar over a narrow window takes the focus and gives it back', async ({ parley }) => {
  const page = await parley.start();
  await say(page, 'I am unhappy about my computer.');
  await expect(page.getByRole('button', { name: 'Stop' })).toBeHidden();
  await resize(parley, 480);
  await expect(sidebarOf(page)).toBeHidden();
  await page.keyboard.press('ControlOrMeta+b');
  const row = sidebarOf(page).getByRole('button', {
    name: 'I am unhappy about my computer.',
    exact: true,
  });
  await page.keyboard.press('Tab');
  await expect(sidebarOf(page).getByRole('button', { name: 'Hide sidebar' })).toBeFocused();
  // The first one takes the words beside the button away.
  await page.keyboard.press('Escape');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Escape');
  await expect(sidebarOf(page)).toBeHidden();
  await expect(fieldOf(page)).toBeFocused();
  await page.keyboard.press('ControlOrMeta+b');
  await row.press('Enter');
  await expect(fieldOf(page)).toBeFocused();
});

test('a dialog that a menu opened leaves the focus where one goes on', async ({ parley }) => {
  const page = await parley.start();
  await say(page, 'Hello');
  await expect(page.getByRole('button', { name: 'Stop' })).toBeHidden();
  await page.getByRole('button', { name: 'Conversation options' }).press('Enter');
  await page.getByRole('menuitem', { name: 'Instructions' }).press('Enter');
  await expect(page.getByRole('dialog', { name: 'Instructions' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(fieldOf(page)).toBeFocused();
});

test('the choice of a model begins with the one in use, by its name', async ({
  parley,
  openai,
}) => {
  const page = await parley.start();
  await expect(page.getByPlaceholder('Write to ELIZA')).toBeVisible();
  const providerId = await useService(page, openai);
  await callMain(page, 'settings.change', { model: { providerId, modelId: 'fake-small' } });
  await page.keyboard.press('ControlOrMeta+m');
  const chosen = page.getByRole('option', { name: 'fake-small' });
  await expect(chosen).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Model: fake-large' })).toBeVisible();
  await expect(fieldOf(page)).toBeFocused();
});

test('branches are turned by keys, and the focus goes along', async ({ page }) => {
  await say(page, 'Name my bakery');
  await expect(transcriptOf(page).getByText('You said: Name my bakery')).toBeVisible();
  await page.getByRole('button', { name: 'Regenerate', exact: true }).press('Enter');
  const previous = page.getByRole('button', { name: 'Previous version' });
  await previous.press('Enter');
  await expect(transcriptOf(page).getByText('1 / 2')).toBeVisible();
  await expect(previous).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(transcriptOf(page).getByText('2 / 2')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Next version' })).toBeFocused();
});

test('the arrows in the sidebar follow its order, also when that changes under them', async ({
  page,
}) => {
  const rowOf = (name: string) => sidebarOf(page).getByRole('button', { name, exact: true });
  for (const name of ['First', 'Second', 'Third']) {
    await page.keyboard.press('ControlOrMeta+n');
    await say(page, name);
    await expect(transcriptOf(page).getByText(`You said: ${name}`)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Stop' })).toBeHidden();
  }
  const { summaries } = await callMain(page, 'app.open', {});
  const first = summaries.find(({ title }) => title === 'First');
  if (first === undefined) throw new Error('there is no first conversation');
  await rowOf('Second').click();
  await rowOf('Second').focus();
  // Third, Second, First becomes First, Third, Second.
  await callMain(page, 'queue.add', {
    conversationId: first.id,
    parts: [{ type: 'text', text: 'More' }],
  });
  await expect(sidebarOf(page).getByRole('listitem').nth(1)).toContainText('First');
  await page.keyboard.press('ArrowUp');
  await expect(rowOf('Third')).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(rowOf('First')).toBeFocused();
  await page.keyboard.press('End');
  await expect(rowOf('Second')).toBeFocused();
});

test('Stop shows the key that stops, and the arrows move among the actions of an answer', async ({
  openai,
  page,
}) => {
  await callMain(page, 'settings.change', {
    shortcuts: { commands: { 'generation.abort': 'CommandOrControl+Shift+K' } },
  });
  openai.when('Long story', { type: 'stall', text: 'Once upon ', rest: 'a time.' });
  await say(page, 'Long story');
  await expect(transcriptOf(page).getByText('Once upon')).toBeVisible();
  await page.getByRole('button', { name: 'Stop' }).hover();
  await expect(page.getByText('Ctrl+Shift+K')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+Shift+k');
  await expect(transcriptOf(page).getByText('Stopped.')).toBeVisible();

  const actions = page.getByRole('toolbar', { name: 'Message actions' }).last();
  await actions.getByRole('button', { name: 'Copy' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(actions.getByRole('button', { name: 'Regenerate', exact: true })).toBeFocused();
  await page.keyboard.press('Home');
  await expect(actions.getByRole('button', { name: 'Copy' })).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(actions.getByRole('button', { name: /Details/ })).toBeFocused();
});

test('instructions stay where they were typed while something beside them is wrong', async ({
  page,
}) => {
  await say(page, 'Hello');
  await expect(transcriptOf(page).getByText('You said: Hello')).toBeVisible();
  await page.getByRole('button', { name: 'Conversation options' }).click();
  await page.getByRole('menuitem', { name: 'Instructions' }).click();
  const dialog = page.getByRole('dialog', { name: 'Instructions' });
  const instructions = dialog.getByRole('textbox').first();
  await instructions.fill('Speak like a pirate.');
  const limit = dialog.getByRole('textbox', { name: 'Answer limit (tokens)' });
  await limit.fill('99999999999999999999');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByText('Enter a number from 1, or nothing.')).toBeVisible();
  await expect(instructions).toHaveValue('Speak like a pirate.');
  await limit.fill('500');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
});
