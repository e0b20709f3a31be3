/** A step that cannot go on, told in words that say what to type. Anything else that is thrown is a defect. */
export class SetUpFailure extends Error {}

/**
 * Runs a script to its end and sets the exit code of the process.
 *
 * @param {() => Promise<number>} script
 */
export async function main(script) {
  try {
    process.exitCode = await script();
  } catch (error) {
    if (!(error instanceof SetUpFailure)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
