import { expect, test } from 'vitest';
import { measureSubject } from './measure.ts';
import { reportOf, tableOf } from './report.ts';
import { inRounds, median, percentile } from './rounds.ts';
import { resultOf } from './subject.ts';

test('candidates take turns, every other round backwards, and the median of each measure counts', async () => {
  const order: string[] = [];
  const values = { ours: [9, 1, 2], theirs: [30, 20, 10] };
  const run = (name: keyof typeof values) => () => {
    order.push(name);
    return { milliseconds: values[name].shift() ?? 0, bytes: order.length };
  };

  const medians = await inRounds(3, { ours: run('ours'), theirs: run('theirs') });

  expect(order).toEqual(['ours', 'theirs', 'theirs', 'ours', 'ours', 'theirs']);
  expect(medians).toEqual({
    ours: { milliseconds: 2, bytes: 4 },
    theirs: { milliseconds: 20, bytes: 3 },
  });
  expect([median([]), median([1]), percentile([1, 2, 3, 4], 1)]).toEqual([Number.NaN, 1, 4]);
});

test('a result is its figure beside the anchor and its bound', () => {
  const row = { name: 'a: rate', value: 6, unit: 'tokens/s', anchor: { name: 'b', value: 4 } };
  expect(resultOf({ ...row, target: { of: 'ratio', atLeast: 1.5 } })).toEqual({
    ...row,
    anchor: 'b',
    anchorValue: 4,
    ratio: 1.5,
    target: { of: 'ratio', atLeast: 1.5 },
    met: true,
  });
  expect(resultOf({ ...row, target: { of: 'value', atMost: 5 } }).met).toBe(false);
  expect(resultOf(row)).toMatchObject({ target: null, met: null });
});

test('what is no figure is no result', () => {
  const row = { name: 'a: rate', value: 6, unit: '' };
  expect(() => resultOf({ ...row, value: Number.NaN })).toThrow('a: rate: there is no figure');
  expect(() => resultOf({ ...row, anchor: { name: 'b', value: 0 } })).toThrow('no figure');
  expect(() => resultOf({ ...row, target: { of: 'ratio', atMost: 1 } })).toThrow('no figure');
});

test('a subject is measured in a process of its own and told as a table and as JSON', async () => {
  const rows = await measureSubject('commit', { isTrial: true });

  const report = reportOf(rows.map(resultOf), new Date(0));
  expect(report.results.map(({ unit, met }) => [unit, met])).toEqual([
    ['µs', null],
    ['ms', null],
    ['ms', null],
  ]);
  expect(JSON.parse(JSON.stringify(report))).toMatchObject({
    date: '1970-01-01T00:00:00.000Z',
    machine: { node: process.version },
  });
  expect(tableOf(report)).toMatch(/^commit: a batch .* into 10 messages .*\d$/m);
});
