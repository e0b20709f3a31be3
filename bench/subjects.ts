import type { Subject } from './frame/subject.ts';

/** What can be measured, by the name under which `npm run bench` knows it. */
export const subjects: Readonly<Record<string, Subject>> = {
  ingest: {
    about: 'the way of a token from the socket to the events of a run',
    needsAnchors: true,
    load: async () => (await import('./ingest/ingest.ts')).measureIngest,
  },
  start: {
    about: 'from the start of a process to its first byte',
    load: async () => (await import('./start/start.ts')).measureStart,
  },
  loop: {
    about: 'how long main is busy at a stretch',
    load: async () => (await import('./loop/loop.ts')).measureLoop,
  },
  commit: {
    about: 'what a streamed batch and the list of conversations cost main',
    load: async () => (await import('./commit/commit.ts')).measureCommits,
  },
  memory: {
    about: 'what an answer of any length costs main',
    load: async () => (await import('./memory/memory.ts')).measureMemory,
  },
  markdown: {
    about: 'what a growing answer costs a window',
    needsAnchors: true,
    load: async () => (await import('./markdown/markdown.ts')).measureMarkdown,
  },
  window: {
    about: 'start, long conversations, frames and keys in the built app',
    load: async () => (await import('./window/window.ts')).measureWindow,
  },
};
