import { writeFileSync } from 'node:fs';

/**
 * Writes how many tests passed, failed and were skipped to the file that `TAU_COUNTS` names; `.ci/test.mjs` sums them.
 * A test file that could not be run at all counts as one failed test.
 *
 * @returns {import('@web/test-runner').Reporter}
 */
export function countReporter(file = process.env.TAU_COUNTS) {
  return {
    onTestRunFinished({ sessions }) {
      const counts = { passed: 0, failed: 0, skipped: 0 };
      for (const session of sessions) {
        const results = [...walk(session.testResults)];
        for (const { passed, skipped } of results) counts[skipped ? 'skipped' : passed ? 'passed' : 'failed']++;
        const failedInside = results.some(({ passed, skipped }) => !passed && !skipped);
        if (!session.passed && !failedInside) counts.failed++;
      }
      if (file) writeFileSync(file, JSON.stringify(counts));
    },
  };
}

function* walk(suite) {
  if (!suite) return;
  yield* suite.tests;
  for (const inner of suite.suites) yield* walk(inner);
}
