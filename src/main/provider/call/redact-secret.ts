const HIDDEN = '[redacted]';

/** Fewer characters of a secret than this are found in anything. */
const LEAST_KNOWN = 6;

/**
 * The text without a known secret, in the encodings in which a server or a proxy may quote it: as it is, percent-encoded,
 * Base64 of either alphabet, also of a longer text with the secret in it, hexadecimal and JSON. A text that was cut within
 * the secret, as the `…` at its end says, loses the beginning of it as well.
 */
export function redactSecret(text: string, secret: string): string {
  if (secret === '') return text;
  return spellingsOf(secret).reduce(
    (left, spelling) => withoutStart(left.replaceAll(spelling, HIDDEN), spelling),
    text,
  );
}

function spellingsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  const hex = bytes.toString('hex');
  const percent = encodeURIComponent(secret);
  const everyByte = hex.replaceAll(/../g, '%$&');
  const encoded = [
    ...[percent, everyByte].flatMap((text) => [text, lowerEscapes(text), upperEscapes(text)]),
    hex,
    hex.toUpperCase(),
    JSON.stringify(secret).slice(1, -1),
    ...base64Cores(bytes).flatMap((core) => [
      core,
      core.replaceAll('+', '-').replaceAll('/', '_'),
      core.replaceAll('+', '%2B').replaceAll('/', '%2F'),
    ]),
  ].filter((text) => text.length >= LEAST_KNOWN);
  return [...new Set([secret, ...encoded])];
}

function lowerEscapes(text: string): string {
  return text.replaceAll(/%[0-9A-F]{2}/gi, (escape) => escape.toLowerCase());
}

function upperEscapes(text: string): string {
  return text.replaceAll(/%[0-9A-F]{2}/gi, (escape) => escape.toUpperCase());
}

/** What is the same in the Base64 of every text that holds the bytes: one for each place in a group of three. */
function base64Cores(secret: Buffer): readonly string[] {
  return [0, 1, 2].map((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), secret]);
    const whole = Math.floor((bytes.length * 8) / 6);
    return bytes.toString('base64').slice(Math.ceil((before * 8) / 6), whole);
  });
}

/** Without the beginning of the secret right before an ellipsis that ends the text. */
function withoutStart(text: string, secret: string): string {
  if (!text.endsWith('…')) return text;
  for (
    let length = Math.min(secret.length - 1, text.length - 1);
    length >= LEAST_KNOWN;
    length -= 1
  ) {
    if (text.endsWith(`${secret.slice(0, length)}…`)) {
      return `${text.slice(0, -length - 1)}${HIDDEN}…`;
    }
  }
  return text;
}
