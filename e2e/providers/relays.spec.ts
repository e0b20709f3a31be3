import type { Page } from 'playwright/test';
import { easychat } from '../fake-providers/relays/easychat.ts';
import { dfehub } from '../fake-providers/relays/dfehub.ts';
import { equing } from '../fake-providers/relays/equing.ts';
import { startFakeService } from '../fake-providers/fake-service.ts';
import type { FakeKind, FakeService } from '../fake-providers/fake-service.ts';
import { gravityengine } from '../fake-providers/relays/gravityengine.ts';
import { liaobots } from '../fake-providers/relays/liaobots.ts';
import { ACCESS_CODE } from '../fake-providers/relays/nextchat.ts';
import { ANSWER } from '../fake-providers/chat-stream.ts';
import { callMain, expect, say, test, transcriptOf } from '../driver/person.ts';

const services: FakeService[] = [];
test.afterEach(async () => {
  await Promise.all(services.splice(0).map((service) => service.close()));
});

async function serve(kind: FakeKind, scenario: string): Promise<FakeService> {
  const service = await startFakeService(kind, { scenario, timeScale: 0.01 });
  services.push(service);
  return service;
}

/** The service as a provider of its row, whose first model answers. */
async function connect(
  page: Page,
  { id }: FakeKind,
  { urls }: FakeService,
  credential: string | null = null,
): Promise<void> {
  const baseUrl = urls.join(' ');
  const providerId = await callMain(page, 'provider.save', {
    definitionId: id,
    name: id,
    baseUrl,
    credential,
  });
  const { models } = await callMain(page, 'provider.list-models', { providerId, refresh: false });
  await callMain(page, 'settings.change', {
    model: { providerId, modelId: models[0]?.id ?? 'gpt-3.5-turbo' },
  });
}

const shown = ANSWER.slice(0, 20);

test('a guest of Liaobots gets a code by a button, and a long conversation is cut when asked', async ({
  parley,
}) => {
  const service = await serve(liaobots, 'truncating');
  const page = await parley.start();
  await page.getByRole('button', { name: 'Add a provider' }).click();
  const settings = page.getByRole('dialog', { name: 'Settings' });
  await settings.getByRole('option', { name: /^Liaobots(?! \()/ }).click();
  await expect(settings.getByText('whoever runs it can read', { exact: false })).toBeVisible();
  await settings.getByRole('textbox', { name: 'Address' }).fill(service.url);
  await expect(settings.getByRole('button', { name: 'Get a guest code' })).toBeDisabled();
  await settings.getByRole('button', { name: 'Add', exact: true }).click();
  await settings.getByRole('button', { name: 'Get a guest code' }).click();
  await expect(settings.getByText('A key is stored', { exact: false })).toBeVisible();
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: /^Model:/ }).click();
  await page.getByRole('option', { name: 'GPT-3.5' }).click();
  await say(page, 'a'.repeat(9000));
  await expect(transcriptOf(page).getByText(shown)).toBeVisible();
  await say(page, `b${'c'.repeat(5000)}`);
  await expect(page.getByText('characters > 12,000', { exact: false })).toBeVisible();
  await page.getByRole('button', { name: 'Send without the oldest messages' }).click();
  await expect(transcriptOf(page).getByText(shown)).toHaveCount(2);
  const sent = service.requests().filter(({ body }) => body.includes('bccc'));
  expect(sent.map(({ json }) => json?.['messages'])).toEqual([
    [{ role: 'user', content: `b${'c'.repeat(5000)}` }],
  ]);
});

test('a limit of DfeHub is shown counting down, and the answer follows', async ({ parley }) => {
  const service = await serve(dfehub, 'limited-integer');
  const page = await parley.start();
  await connect(page, dfehub, service);
  await say(page, 'Hello');
  await expect(page.getByText('dfehub asks to slow down. Trying again')).toBeVisible();
  await expect(page.getByText(/^in [1-6] s$/)).toBeVisible();
  await expect(transcriptOf(page).getByText(shown)).toBeVisible({ timeout: 20_000 });
});

test('a wait can be stopped', async ({ parley }) => {
  const service = await serve(dfehub, 'limited');
  const page = await parley.start();
  await connect(page, dfehub, service);
  await say(page, 'Hello');
  await expect(page.getByText('dfehub asks to slow down. Trying again')).toBeVisible();
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByText('Stopped.')).toBeVisible();
  expect(service.requests().filter(({ method }) => method === 'POST')).toHaveLength(1);
});

test('EasyChat answers from whichever server is well, without its advert', async ({ parley }) => {
  const service = await serve(easychat, 'one-up-advert');
  const page = await parley.start();
  await connect(page, easychat, service);
  await say(page, 'Hello');
  await expect(transcriptOf(page).getByText(shown)).toBeVisible();
  await expect(page.getByText('provided by', { exact: false })).toHaveCount(0);
  service.play('captcha-event');
  await say(page, 'Again');
  await expect(page.getByText('easychat wants to check that you are human')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Open the site' })).toBeVisible();
});

test('Equing and GravityEngine answer, in a stream and in a document', async ({ parley }) => {
  const page = await parley.start();
  await connect(page, equing, await serve(equing, 'advert'));
  await say(page, 'Hello');
  await expect(transcriptOf(page).getByText(ANSWER)).toBeVisible();
  await connect(page, gravityengine, await serve(gravityengine, 'access-code'), ACCESS_CODE);
  await page.getByRole('button', { name: 'New conversation' }).first().click();
  await say(page, 'Hello');
  await expect(transcriptOf(page).getByText(ANSWER)).toBeVisible();
});
