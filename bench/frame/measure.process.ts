import { subjects } from '../subjects.ts';
import type { SubjectMessage } from './measure.ts';
import type { Row } from './subject.ts';

const [name = '', folder = '', trial] = process.argv.slice(2);
const subject = subjects[name];
if (subject === undefined) throw new Error(`there is no subject "${name}"`);

try {
  const measure = await subject.load();
  const rows = await measure({ isTrial: trial === 'trial', folder, note });
  tell({ rows: trial === 'trial' ? rows.map(withoutTarget) : rows });
} catch (error) {
  tell({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
}

function withoutTarget({ target: _, ...row }: Row): Row {
  return row;
}

function note(text: string): void {
  process.stderr.write(`  ${text}\n`);
}

function tell(message: SubjectMessage): void {
  process.send?.(message, () => process.exit());
}
