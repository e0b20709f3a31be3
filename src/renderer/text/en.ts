import { app } from './en/app.ts';
import { command } from './en/command.ts';
import { composer } from './en/composer.ts';
import { desktop } from './en/desktop.ts';
import { doctor } from './en/doctor.ts';
import { failure, failureAt } from './en/failure.ts';
import { fallback } from './en/fallback.ts';
import { markdown } from './en/markdown.ts';
import { network } from './en/network.ts';
import { quickPrompt } from './en/quick-prompt.ts';
import { settings } from './en/settings.ts';
import { sidebar } from './en/sidebar.ts';
import { transcript } from './en/transcript.ts';
import { ui } from './en/ui.ts';
import { update } from './en/update.ts';

/** Every visible sentence in English; the other languages have this shape. */
export const en = {
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
} as const;
