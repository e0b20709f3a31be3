import type { NetworkSettings } from '#shared/network/network.ts';
import type { Settings, SettingsPatch } from '#shared/settings.ts';
import type { ConfirmTrust } from '../trust/confirm.ts';
import { weakenedTrust } from '../trust/question.ts';
import { patchedNetwork } from './patch.ts';

interface ChangeableSettings {
  readonly read: () => Settings;
  readonly change: (patch: SettingsPatch) => Settings;
}

/**
 * A change of the settings that a page wants: what of it would weaken trust is asked of the person first, and when one
 * question is not agreed to, nothing of the change happens. Throws `storage-failed`.
 */
export async function changeAsAgreed(
  settings: ChangeableSettings,
  patch: SettingsPatch,
  confirm: ConfirmTrust,
): Promise<void> {
  if (patch.network !== undefined && !(await isAgreedTo(settings, patch.network, confirm))) return;
  settings.change(patch);
}

async function isAgreedTo(
  settings: ChangeableSettings,
  patch: NonNullable<SettingsPatch['network']>,
  confirm: ConfirmTrust,
): Promise<boolean> {
  const agreed = new Set<string>();
  for (;;) {
    const before: NetworkSettings = settings.read().network;
    // Another change may have come while the person thought: what was agreed to is not asked again.
    const question = weakenedTrust(before, patchedNetwork(before, patch)).find(
      (one) => !agreed.has(JSON.stringify(one)),
    );
    if (question === undefined) return true;
    if (!(await confirm(question))) return false;
    agreed.add(JSON.stringify(question));
  }
}
