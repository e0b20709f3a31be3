import type { Page } from 'playwright';
import type { Bridge, ProcedureInput, ProcedureName, ProcedureOutput } from '#shared/contract.ts';
import type { Envelope } from '#shared/procedure.ts';

/** Calls main as the page itself could. Throws what main refuses. */
export async function callMain<Name extends ProcedureName>(
  page: Page,
  name: Name,
  input: ProcedureInput<Name>,
): Promise<ProcedureOutput<Name>> {
  const reply = (await page.evaluate(
    ([procedure, argument]) =>
      (globalThis as unknown as { bridge: Bridge }).bridge.call(procedure, argument),
    [name, input] as const,
  )) as Envelope<ProcedureOutput<Name>>;
  if (!reply.ok) throw new Error(reply.failure.message);
  return reply.value;
}
