import type { en } from './en.ts';
import type { Words } from './words.ts';
import { app } from './ru/app.ts';
import { command } from './ru/command.ts';
import { composer } from './ru/composer.ts';
import { desktop } from './ru/desktop.ts';
import { doctor } from './ru/doctor.ts';
import { failure, failureAt } from './ru/failure.ts';
import { fallback } from './ru/fallback.ts';
import { markdown } from './ru/markdown.ts';
import { network } from './ru/network.ts';
import { quickPrompt } from './ru/quick-prompt.ts';
import { settings } from './ru/settings.ts';
import { sidebar } from './ru/sidebar.ts';
import { transcript } from './ru/transcript.ts';
import { ui } from './ru/ui.ts';
import { update } from './ru/update.ts';

/** Every visible sentence in Russian. */
export const ru = {
  app,
  command,
  composer,
  desktop,
  doctor,
  failure,
  failureAt,
  fallback,
  markdown,
  network,
  quickPrompt,
  settings,
  sidebar,
  transcript,
  ui,
  update,
} as const satisfies Words<typeof en>;
