import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, sidebarOf, test } from '../driver/person.ts';

const exported = [
  {
    uuid: 'u1',
    name: 'Bread at high altitude',
    created_at: '2025-05-01T10:00:00Z',
    updated_at: '2025-05-01T11:00:00Z',
    chat_messages: [
      {
        uuid: 'm1',
        sender: 'human',
        content: [{ type: 'text', text: 'Why does my bread collapse?' }],
      },
      {
        uuid: 'm2',
        sender: 'assistant',
        content: [{ type: 'text', text: 'Less yeast, more water.' }],
      },
    ],
  },
];

test('the export of another app is shown, imported, found and taken back', async ({
  page,
  parley,
}) => {
  const file = join(parley.userData, '..', 'conversations.json');
  writeFileSync(file, JSON.stringify(exported));
  await parley.app().evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
  }, file);
  await page.keyboard.press('ControlOrMeta+,');
  const settings = page.getByRole('dialog', { name: 'Settings' });
  await settings.getByText('Data', { exact: true }).first().click();
  await settings.getByRole('button', { name: 'Choose a file…' }).click();
  const card = settings.getByRole('region', { name: 'conversations.json' });
  await expect(card.getByText('Claude · 1 conversation · 2 messages')).toBeVisible();
  await expect(sidebarOf(page).getByText('Bread at high altitude')).toBeHidden();
  await card.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(settings.getByText('Added: 1. Continued: 0. Already here: 0.')).toBeVisible();
  await page.keyboard.press('Escape');

  await sidebarOf(page).getByRole('searchbox').fill('yeast');
  await sidebarOf(page)
    .getByRole('button', { name: /Bread at high altitude/ })
    .click();
  await expect(page.getByText('Less yeast, more water.').last()).toBeVisible();
});
