/** One step of a file's format: from the version that is its place in the list to the next. Pure; gets parsed JSON. */
export type Migration = (document: Readonly<Record<string, unknown>>) => Record<string, unknown>;

/** Of conversation files, version 1 first: the first entry makes version 2 of version 1. */
export const conversationMigrations: readonly Migration[] = [];

/** The document after the steps that lead from `version` to the newest format. */
export function migrate(
  document: Readonly<Record<string, unknown>>,
  version: number,
  migrations: readonly Migration[],
): Record<string, unknown> {
  return migrations.slice(version - 1).reduce((migrated, step) => step(migrated), { ...document });
}
