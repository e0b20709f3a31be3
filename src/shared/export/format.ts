/** The visible branch for readers, or everything for another Parley. */
export const exportFormats = ['markdown', 'html', 'archive'] as const;
export type ExportFormat = (typeof exportFormats)[number];
