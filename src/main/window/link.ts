import { shell } from 'electron';
import { FailureError } from '#shared/failure.ts';
import { parseLink } from './link-address.ts';

/** The only way out of the app for an address. Rejects with `invalid-input` for anything but http, https and mailto. */
export async function openLink(url: string): Promise<void> {
  const address = parseLink(url);
  if (address === null) {
    throw new FailureError({
      code: 'invalid-input',
      message:
        'Cannot open the link: only web and mail addresses are opened. Copy the link and open it yourself if you trust it.',
      retryable: false,
    });
  }
  await shell.openExternal(address);
}
