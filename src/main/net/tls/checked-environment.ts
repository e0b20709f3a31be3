/**
 * Removes `NODE_TLS_REJECT_UNAUTHORIZED` from the environment of this process. Node reads it for every connection that
 * does not say otherwise, and checking certificates must not depend on how the program was started.
 */
export function keepCertificateChecks(
  environment: Record<string, string | undefined> = process.env,
): void {
  delete environment['NODE_TLS_REJECT_UNAUTHORIZED'];
}
