/**
 * How many tests passed, failed and were skipped, out of the JSON reports of the two test runners, and the names of those
 * that failed. What failed outside of every test (a file that does not load) counts as a failure, and so does what passed
 * only at a further try: no report looks better than its run.
 *
 * @typedef {{
 *   readonly passed: number,
 *   readonly failed: number,
 *   readonly skipped: number,
 *   readonly failures: readonly string[],
 * }} Counts
 */

/** @type {Counts} */
export const nothing = { passed: 0, failed: 0, skipped: 0, failures: [] };

/**
 * @param {string} name
 * @returns {Counts}
 */
export function failure(name) {
  return { ...nothing, failed: 1, failures: [name] };
}

/**
 * @param {any} report of `vitest --reporter=json`
 * @returns {Counts}
 */
export function countVitest(report) {
  /** @type {{ name: string, status: string, assertionResults: { status: string, fullName: string }[] }[]} */
  const files = report.testResults;
  const failures = files.flatMap(({ name, status, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === 'failed');
    if (status === 'failed' && failed.length === 0) return [`${name}: it does not load`];
    return failed.map(({ fullName }) => `${name}: ${fullName}`);
  });
  return {
    passed: report.numPassedTests,
    failed: failures.length,
    skipped: report.numPendingTests + report.numTodoTests,
    failures,
  };
}

/**
 * @typedef {{ readonly title: string, readonly file: string, readonly suites?: readonly Suite[], readonly specs?: readonly Spec[] }} Suite
 * @typedef {{ readonly title: string, readonly file: string, readonly line: number, readonly tests: readonly { readonly status: string }[] }} Spec
 */

/**
 * @param {any} report of Playwright's JSON reporter
 * @returns {Counts}
 */
export function countPlaywright({ stats, errors = [], suites = [] }) {
  /** @type {Spec[]} */
  const specs = suites.flatMap(specsOf);
  const failures = specs.flatMap(({ title, file, line, tests }) =>
    tests
      .filter(({ status }) => status === 'unexpected' || status === 'flaky')
      .map(
        ({ status }) =>
          `${file}:${line}: ${title}${status === 'flaky' ? ' (only at a further try)' : ''}`,
      ),
  );
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
    failures: [...failures, ...errors.map(({ message = '' }) => message)],
  };
}

/**
 * @param {Suite} suite
 * @returns {readonly Spec[]}
 */
function specsOf({ suites = [], specs = [] }) {
  return [...specs, ...suites.flatMap(specsOf)];
}

/**
 * @param {readonly Counts[]} counts
 * @returns {Counts}
 */
export function addCounts(counts) {
  /** @param {'passed' | 'failed' | 'skipped'} key */
  const total = (key) => counts.reduce((sum, each) => sum + each[key], 0);
  return {
    passed: total('passed'),
    failed: total('failed'),
    skipped: total('skipped'),
    failures: counts.flatMap(({ failures }) => failures),
  };
}

/** @param {Counts} counts */
export function formatCounts({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
