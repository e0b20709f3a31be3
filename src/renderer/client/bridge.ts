import type { Bridge, ProcedureInput, ProcedureName, ProcedureOutput } from '#shared/contract.ts';
import { FailureError } from '#shared/failure.ts';
import type { Envelope } from '#shared/procedure.ts';

declare global {
  interface Window {
    readonly bridge: Bridge;
  }
}

/** Asks main. Throws a `FailureError` when main refuses or fails. */
export async function call<Name extends ProcedureName>(
  name: Name,
  input: ProcedureInput<Name>,
): Promise<ProcedureOutput<Name>> {
  const envelope = (await window.bridge.call(name, input)) as Envelope<ProcedureOutput<Name>>;
  if (!envelope.ok) throw new FailureError(envelope.failure);
  return envelope.value;
}
