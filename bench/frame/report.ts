import { cpus, release, totalmem, type } from 'node:os';
import type { Result, Target } from './subject.ts';

export interface Report {
  readonly machine: Machine;
  /** ISO 8601. */
  readonly date: string;
  readonly results: readonly Result[];
}

interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly system: string;
  readonly node: string;
}

export function reportOf(results: readonly Result[], date: Date): Report {
  return { machine: thisMachine(), date: date.toISOString(), results };
}

function thisMachine(): Machine {
  const [processor] = cpus();
  return {
    processor: processor?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()}`,
    node: process.version,
  };
}

/** The report for people: a table with a line for each result, under what it was measured on. */
export function tableOf({ machine, date, results }: Report): string {
  const head = `${machine.processor}, ${machine.cores} cores, ${machine.memoryGb} GB, ${machine.system}, Node ${machine.node}, ${date}`;
  const rows = [
    ['', 'value', 'beside', 'its value', 'ratio', 'target', ''],
    ...results.map((result) => [
      result.name,
      `${figure(result.value)} ${result.unit}`,
      result.anchor ?? '',
      result.anchorValue === null ? '' : figure(result.anchorValue),
      result.ratio === null ? '' : figure(result.ratio),
      result.target === null ? '' : targetText(result.target),
      result.met === null ? '' : result.met ? 'met' : 'MISSED',
    ]),
  ];
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return `${head}\n\n${lines.join('\n')}\n`;
}

function targetText(target: Target): string {
  const bound = 'atMost' in target ? `≤ ${target.atMost}` : `≥ ${target.atLeast}`;
  return target.of === 'ratio' ? `${bound} ×` : bound;
}

/** Three significant digits are more than such a figure is worth. */
function figure(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString('en', { maximumFractionDigits: digits });
}
