import { writeSync } from 'node:fs';

/** Ends the output with `N passed, N failed` over all projects, and fails a run that executed no test. */
export default class ClosingLineReporter {
  #error;

  onRunComplete(_contexts, results) {
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    if (results.numPassedTests + failed === 0) this.#error = new Error('No test ran');
    const skipped = results.numPendingTests + results.numTodoTests;
    const ending = skipped > 0 ? `, ${skipped} skipped` : '';
    const line = `${results.numPassedTests} passed, ${failed} failed${ending}\n`;
    // Jest prints its own summary after every reporter has spoken.
    process.once('exit', () => writeSync(1, line));
  }

  getLastError() {
    return this.#error;
  }
}
