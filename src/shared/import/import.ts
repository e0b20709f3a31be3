/** The kinds of export that are understood. */
export const importKinds = ['parley', 'chatgpt', 'claude'] as const;
export type ImportKind = (typeof importKinds)[number];

/** What an export holds, before anything of it is written. */
export interface ImportSurvey {
  /** Names the survey to the import that follows it. */
  readonly importId: string;
  readonly fileName: string;
  readonly kinds: readonly ImportKind[];
  readonly conversations: number;
  readonly messages: number;
  /** Not in the library yet. */
  readonly added: number;
  /** In the library, with fewer messages. */
  readonly grown: number;
  /** Files that are spoken of and not in the export. */
  readonly missingFiles: number;
  /** Entries that are no conversation of a kind that is known. */
  readonly skipped: number;
  /** Milliseconds since the epoch; `null` for an export without conversations. */
  readonly firstAt: number | null;
  readonly lastAt: number | null;
  /** Why it could not be read to its end; `null` when it could. */
  readonly problem: string | null;
}

export interface ImportProgress {
  readonly importId: string;
  readonly done: number;
  readonly total: number;
}

/** What was written. */
export interface ImportResult {
  readonly added: number;
  readonly grown: number;
  /** As they were: the library had all of them already. */
  readonly known: number;
  readonly wasCancelled: boolean;
  /** Why it ended early; `null` when it did not. */
  readonly problem: string | null;
}
