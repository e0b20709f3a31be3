/** Run by a test under limits of the system: writes a value to `<folder>/<name>.json` and prints how that went. */
import { toFailure } from '#shared/failure.ts';
import { createJsonFile } from './json-file.ts';

const [folder = '', name = '', length = '0'] = process.argv.slice(2);
const file = createJsonFile(folder, name);
try {
  file.write({ text: 'x'.repeat(Number(length)) });
  process.stdout.write('written');
} catch (error) {
  process.stdout.write(toFailure(error).code);
}
