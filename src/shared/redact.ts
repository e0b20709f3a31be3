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
  // Anything long without a space that mixes digits and letters: keys of services not named above.
  [/\b(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{32,}/g, HIDDEN],
];

/** The text with everything that looks like a credential taken out; too much rather than too little. */
export function redact(text: string): string {
  return secrets.reduce(
    (left, [pattern, replacement]) => left.replaceAll(pattern, replacement),
    text,
  );
}
