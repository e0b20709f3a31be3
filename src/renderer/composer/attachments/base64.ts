/** Some code units at once: `fromCharCode` takes them as arguments, of which there may not be too many. */
const CHUNK = 0x8000;

// `Uint8Array.toBase64` is in Chromium and not yet in the Node that runs the tests.
export function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += CHUNK) {
    binary += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  }
  return btoa(binary);
}

/** Throws for what is not base64. */
export function textOfBase64(data: string): string {
  const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
  return new TextDecoder().decode(bytes);
}
