import { app } from './en/app.ts';
import { command } from './en/command.ts';
import { composer } from './en/composer.ts';
import { failure } from './en/failure.ts';
import { sidebar } from './en/sidebar.ts';
import { transcript } from './en/transcript.ts';

/** Every visible sentence in English; the other languages have this shape. */
export const en = { app, command, composer, failure, sidebar, transcript } as const;
