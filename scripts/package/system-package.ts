/** What is packed, whatever the format. */
export interface SystemPackage {
  /** Its files, as they are to be below `/`. */
  readonly tree: string;
  /** By name, the last one given: `name`, `version`, `architecture`, `description` and so on. */
  readonly option: (name: string) => string;
  readonly depends: readonly string[];
  readonly recommends: readonly string[];
}
