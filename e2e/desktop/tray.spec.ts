import {
  chooseInTray,
  clickTray,
  hasOwnDesktop,
  lookAtNotifications,
  lookAtTray,
  TRAY,
  withDesktop,
} from '../driver/desktop-person.ts';
import { electronExecutable } from '../driver/launch.ts';
import {
  callMain,
  expect,
  mainPages,
  say,
  test,
  transcriptOf,
  useService,
} from '../driver/person.ts';
import { expectHidden, expectShown } from '../driver/quick-person.ts';

test.describe('on Electron', () => {
  test.skip(electronExecutable() === null, 'the stand-in draws no icon');

  test('every icon of the tray can be read, at its three scales', async ({ parley }) => {
    await parley.start();
    const drawn = await parley.app().evaluate(({ app, nativeImage }) => {
      const names = ['idle', 'active'].flatMap((state) =>
        [`${state}Template.png`, `${state}-for-light.png`, `${state}-for-dark.png`].concat(
          process.platform === 'win32' ? [`${state}-for-light.ico`, `${state}-for-dark.ico`] : [],
        ),
      );
      return names.map((name) => {
        const image = nativeImage.createFromPath(`${app.getAppPath()}/resources/tray/${name}`);
        return { name, isEmpty: image.isEmpty(), scales: image.getScaleFactors().length };
      });
    }, null);
    for (const { name, ...image } of drawn) {
      const scales = name.endsWith('.png') ? 3 : image.scales;
      expect(image, name).toEqual({ isEmpty: false, scales });
    }
  });
});

test.describe('in the tray', () => {
  test.skip(!hasOwnDesktop, 'a tray is looked at on the stand-in');

  test('the tray has a menu of what can be done and what was done last', async ({ parley }) => {
    await withDesktop([TRAY], async (env) => {
      const page = await parley.start(env);
      await expect.poll(() => lookAtTray(parley.app())).not.toBeNull();
      await say(page, 'I am happy & well.');
      await expect
        .poll(async () => (await lookAtTray(parley.app()))?.items.map(({ label }) => label))
        .toEqual([
          'Quick Prompt',
          'Open Parley',
          '–',
          'Recent Conversations',
          'I am happy && well.',
          '–',
          'Quit Parley',
        ]);
      await callMain(page, 'settings.change', { language: 'ru' });
      await expect
        .poll(async () => (await lookAtTray(parley.app()))?.items.map(({ label }) => label))
        .toContain('Завершить Parley');
    });
  });

  test('while an answer arrives the icon has a mark, and the menu stops it', async ({
    parley,
    openai,
  }) => {
    await withDesktop([TRAY], async (env) => {
      const page = await parley.start(env);
      await useService(page, openai);
      openai.when('Long story', { type: 'stall', text: 'Once upon ', rest: 'a time.' });
      await say(page, 'Long story');
      await expect(transcriptOf(page).getByText('Once upon')).toBeVisible();
      await expect
        .poll(() => lookAtTray(parley.app()))
        .toMatchObject({ image: 'active-for-dark.png', tip: 'Parley – 1 answer is arriving' });
      const tray = await lookAtTray(parley.app());
      const stop = tray?.items.find(({ id }) => id.startsWith('stop:'));
      expect(stop?.label).toBe('Stop “Long story”');
      await chooseInTray(parley.app(), stop?.id ?? '');
      expect(await (await openai.request('Long story')).closed).toBe('client');
      await expect
        .poll(() => lookAtTray(parley.app()))
        .toMatchObject({ image: 'idle-for-dark.png', tip: 'Parley' });
      await expect(transcriptOf(page).getByText('Once upon')).toBeVisible();
    });
  });

  test('a click does what the settings say', async ({ parley }) => {
    await withDesktop([TRAY], async (env) => {
      const page = await parley.start(env);
      await expect.poll(() => lookAtTray(parley.app())).not.toBeNull();
      await clickTray(parley.app());
      await expectShown(parley.app());
      await clickTray(parley.app());
      await expectHidden(parley.app());

      await callMain(page, 'settings.change', { tray: { click: 'main-window' } });
      await parley.app().closeWindow(page);
      await clickTray(parley.app());
      await expect.poll(() => mainPages(parley.app()).length).toBe(1);
      await expectHidden(parley.app());
    });
  });

  test('closing the window leaves Parley in the tray and says so once; the tray brings it back and ends it', async ({
    parley,
  }) => {
    await withDesktop([TRAY], async (env) => {
      const page = await parley.start(env);
      await say(page, 'I am happy.');
      await expect
        .poll(async () => (await lookAtTray(parley.app()))?.items.map(({ label }) => label))
        .toContain('I am happy.');
      // An answer that ends behind a closed window is worth a notification of its own.
      await expect(page.getByRole('button', { name: 'Stop' })).toBeHidden();
      await parley.app().closeWindow(page);
      await expect
        .poll(() => lookAtNotifications(parley.app()))
        .toMatchObject([{ title: 'Parley is still running' }]);

      const tray = await lookAtTray(parley.app());
      const conversation = tray?.items.find(({ label }) => label === 'I am happy.');
      await chooseInTray(parley.app(), conversation?.id ?? '');
      await expect.poll(() => mainPages(parley.app()).length).toBe(1);
      const [again] = mainPages(parley.app());
      if (again === undefined) throw new Error('The window did not come back.');
      await expect(transcriptOf(again).getByText('I am happy.')).toBeVisible();

      await parley.app().closeWindow(again);
      await expect.poll(() => mainPages(parley.app()).length).toBe(0);
      expect(await lookAtNotifications(parley.app())).toHaveLength(1);
      await chooseInTray(parley.app(), 'app.quit');
      expect(await parley.app().exited).toBe(0);
    });
  });

  test('without a tray, or with the setting off, closing the last window ends Parley', async ({
    parley,
  }) => {
    await withDesktop([], async (env) => {
      const page = await parley.start(env);
      expect((await callMain(page, 'app.open', {})).desktop.tray).toBe('unavailable');
      await parley.app().closeWindow(page);
      expect(await parley.app().exited).toBe(0);
    });
    await withDesktop([TRAY], async (env) => {
      const page = await parley.start(env);
      await expect
        .poll(async () => (await callMain(page, 'app.open', {})).desktop.tray)
        .toBe('shown');
      await callMain(page, 'settings.change', { tray: { closeToTray: false } });
      await parley.app().closeWindow(page);
      expect(await parley.app().exited).toBe(0);
    });
  });

  test('the icon goes and comes with its setting', async ({ parley }) => {
    await withDesktop([TRAY], async (env) => {
      const page = await parley.start(env);
      await expect.poll(() => lookAtTray(parley.app())).not.toBeNull();
      await callMain(page, 'settings.change', { tray: { shown: false } });
      expect(await lookAtTray(parley.app())).toBeNull();
      expect((await callMain(page, 'app.open', {})).desktop.tray).toBe('hidden');
      await callMain(page, 'settings.change', { tray: { shown: true } });
      expect(await lookAtTray(parley.app())).not.toBeNull();
    });
  });
});
