import type { ProcedureInput } from '#shared/contract.ts';
import type { ExportFormat } from '#shared/export/format.ts';
import type { ConversationId } from '#shared/id.ts';
import { call } from '../../client/bridge.ts';
import { getLanguage } from '../../client/settings.ts';
import { i18n } from '../../text/i18n.ts';
import { attempt } from '../../ui/toast/report-failure.ts';
import { showToast } from '../../ui/toast/toast-queue.ts';

/** Has main ask where to and write the file; says where it went. */
export function exportConversation(conversationId: ConversationId, format: ExportFormat): void {
  attempt(tellExport({ conversationIds: [conversationId], format }));
}

async function tellExport(wanted: ProcedureInput<'conversation.export'>): Promise<void> {
  const exported = await call('conversation.export', wanted);
  if (exported === null) return;
  showToast({
    text: i18n.t('app.exported', { name: lastName(exported.path) }),
    action: { label: i18n.t('app.showFile'), onSelect: () => attempt(call('export.show', {})) },
  });
}

/** What was said on the visible branch, on the clipboard. The writing of it comes when it is first needed. */
export function copyConversation(conversationId: ConversationId): void {
  attempt(copyMarkdown(conversationId));
}

async function copyMarkdown(conversationId: ConversationId): Promise<void> {
  const [{ toPlainMarkdown }, { exportText }] = await Promise.all([
    import('#shared/export/markdown.ts'),
    import('#shared/export/export-text.ts'),
  ]);
  const { conversation } = await call('conversation.open', { conversationId });
  const text = toPlainMarkdown(conversation, exportText[getLanguage()]);
  await call('clipboard.write', { text });
  showToast({ text: i18n.t('app.conversationCopied') });
}

function lastName(path: string): string {
  return path.split(/[\\/]/u).at(-1) ?? path;
}
