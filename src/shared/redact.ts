const HIDDEN = '[redacted]';

/** Shapes of secrets, whoever issued them. A header or parameter keeps its name, so that the line still says what it was. */
const secrets: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  [/\b(bearer|basic)\s+[\w.~+/=-]{6,}/gi, `$1 ${HIDDEN}`],
  [
    /(["']?\b(?:authorization|x-api-key|api-key|x-goog-api-key|x-auth-code|cookie|set-cookie|password|secret|token|key)["']?\s*[:=]\s*["']?)[^\s"',;&]+/gi,
    `$1${HIDDEN}`,
  ],
  [/\/\/[^\s/@:]+:[^\s/@]+@/g, `//${HIDDEN}@`],
  [/\b(?:sk|pk|rk|gsk|xai|hf|ghp|pplx)[-_][\w-]{8,}/g, HIDDEN],
  [/\bAIza[\w-]{20,}/g, HIDDEN],
];

/** Anything long without a space that mixes digits and letters: keys of services not named above. */
const longWord = /[\w-]{32,}/g;

/** The text with everything that looks like a credential taken out; too much rather than too little. In linear time. */
export function redact(text: string): string {
  return secrets
    .reduce((left, [pattern, replacement]) => left.replaceAll(pattern, replacement), text)
    .replaceAll(longWord, (word) => (/\d/.test(word) && /[A-Za-z]/.test(word) ? HIDDEN : word));
}

/** The beginning of a text, redacted; what is far behind `limit` is not looked at, however long the text is. */
export function redactStart(text: string, limit: number): string {
  if (text.length <= 2 * limit) return redact(text).slice(0, limit);
  const start = text.slice(0, 2 * limit);
  // A secret that was cut in two would not be known as one.
  return redact(start.slice(0, lastSpace(start) + 1)).slice(0, limit);
}

function lastSpace(text: string): number {
  return Math.max(text.lastIndexOf(' '), text.lastIndexOf('\n'));
}
