import type { Settings } from '#shared/settings.ts';

type Press = Pick<
  KeyboardEvent,
  'key' | 'keyCode' | 'isComposing' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'
>;

/** What an input method reports for a key that it takes, where `isComposing` is already over (WebKit, some IMEs). */
const COMPOSING_KEY_CODE = 229;

/** Whether the key press sends. Enter that an input method uses never does; with Shift or Alt it is a new line. */
export function isSendKey(press: Press, sendKey: Settings['sendKey']): boolean {
  if (press.key !== 'Enter' || press.isComposing || press.keyCode === COMPOSING_KEY_CODE) {
    return false;
  }
  if (press.shiftKey || press.altKey) return false;
  const isModified = press.ctrlKey || press.metaKey;
  return sendKey === 'enter' ? true : isModified;
}
