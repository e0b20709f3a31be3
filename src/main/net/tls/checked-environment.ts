/**
 * Takes `NODE_TLS_REJECT_UNAUTHORIZED` out of the environment of this process: Node reads it anew for every connection
 * that does not say otherwise, and a check of certificates is not to depend on who started the program.
 */
export function keepCertificateChecks(
  environment: Record<string, string | undefined> = process.env,
): void {
  delete environment['NODE_TLS_REJECT_UNAUTHORIZED'];
}
