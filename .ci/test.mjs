import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bootstrap } from './bootstrap.mjs';
import { bundle, compile } from './build.mjs';
import { ROOT, run } from './lib/shell.mjs';
import { ENGINES, ensureBrowsers } from '../packages/testing/launchers/browsers.mjs';

/**
 * `npm test`: everything that is checked, from a fresh clone. Each check is a named step; a failing one prints what it
 * said and the others go on. `--only unit,chromium` runs some, `--no-install` leaves the dependencies alone, `--verbose`
 * shows every output.
 */

const option = (name) => process.argv.find((word) => word.startsWith(`--${name}`));
const only = process.argv.includes('--only')
  ? process.argv[process.argv.indexOf('--only') + 1].split(',')
  : option('only=')?.slice('--only='.length).split(',');
const verbose = process.argv.includes('--verbose');
const scratch = mkdtempSync(join(tmpdir(), 'tauwerk-test-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));

/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {number} [skipped]
 *
 * @typedef {object} Step
 * @property {string} name
 * @property {string[]} [groups] further names that `--only` takes
 * @property {string[]} [engines] browsers it needs
 * @property {() => Promise<{ code: number, output: string, counts?: Counts }>} run
 */

const node = (script, ...args) => run([process.execPath, script, ...args], { show: verbose });

/** Runs commands one after the other and reports as one step; all of them run even when one fails. */
async function all(...commands) {
  let code = 0;
  let output = '';
  for (const command of commands) {
    const result = await run(command, { show: verbose });
    code ||= result.code;
    output += result.output;
  }
  return { code, output };
}

/** A step done by our own code: what it throws is its failure. */
async function attempt(action) {
  try {
    await action();
    return { code: 0, output: '' };
  } catch (error) {
    return { code: 1, output: `${error.message}\n` };
  }
}

async function vitest(project, { files = [], env = {} } = {}) {
  const report = join(scratch, `${project}-${Object.values(env).join('').replaceAll('/', '-')}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const result = await run(['vitest', 'run', '--project', project, ...reporters, ...files], {
    env: { NO_COLOR: '1', CI: '1', ...env },
    show: verbose,
  });
  return { ...result, counts: readVitest(report) };
}

function readVitest(file) {
  if (!existsSync(file)) return undefined;
  const report = JSON.parse(readFileSync(file, 'utf8'));
  // A file that could not even be loaded has no tests of its own.
  const broken = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.length,
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** Days and opening hours must not depend on where the visitor's computer thinks it is. */
const ZONES = ['UTC', 'America/New_York', 'Australia/Sydney'];

async function unit() {
  const results = [await vitest('unit')];
  const zoned = ['packages/core/src/day.test.ts'].filter((file) => existsSync(join(ROOT, file)));
  if (zoned.length > 0) for (const TZ of ZONES) results.push(await vitest('unit', { files: zoned, env: { TZ } }));
  return {
    code: Math.max(...results.map(({ code }) => code)),
    output: results.map(({ output }) => output).join('\n'),
    counts: results.some(({ counts }) => !counts) ? undefined : results.map(({ counts }) => counts).reduce(sum),
  };
}

async function elements(engine) {
  const file = join(scratch, `${engine}.json`);
  const result = await run(['npx', 'web-test-runner'], {
    cwd: join(ROOT, 'packages/elements'),
    env: { TAU_BROWSERS: engine, TAU_COUNTS: file, NO_COLOR: '1', CI: '1' },
    show: verbose,
  });
  return { ...result, counts: existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined };
}

/** Lines of tracked and new files that must not be there. */
async function forbid(pattern, ...paths) {
  const { code, output } = await run(['git', 'grep', '-nE', '--untracked', pattern, '--', ...paths]);
  // git grep ends with 0 when it finds, with 1 when it does not, and with more when it failed.
  return { code: code === 1 ? 0 : code || 1, output };
}

/** The lockfile names versions and hashes; an address in it would tie every clone to one registry. */
const lockfile = () => forbid('https?://|tarball:', 'pnpm-lock.yaml');

/** A rule that does not fit is changed where it is written, not switched off where it bites. */
const exceptions = () => forbid('(eslint|oxlint)-disabl[e]|prettier-ignor[e]|@ts-(ignor[e]|nochec[k])', ':!*.md');

/** @type {Step[]} */
const STEPS = [
  {
    name: 'types',
    run: () => attempt(compile).then((done) => (done.code ? done : all(['tsc', '-p', 'tsconfig.test.json']))),
  },
  { name: 'build', run: () => attempt(bundle) },
  { name: 'lint', run: () => all(['oxlint', '--deny-warnings'], ['prettier', '--check', '--log-level', 'warn', '.']) },
  { name: 'exceptions', groups: ['lint'], run: exceptions },
  { name: 'lockfile', groups: ['lint'], run: lockfile },
  { name: 'unit', run: unit },
  ...Object.keys(ENGINES).map((engine) => ({
    name: engine,
    groups: ['elements'],
    engines: [engine],
    run: () => elements(engine),
  })),
  { name: 'manifest', run: () => node('packages/elements/manifest.mjs', '--check') },
  { name: 'e2e', engines: ['chromium'], run: () => vitest('e2e') },
  { name: 'size', run: () => node('packages/embed/size.mjs', '--check') },
  { name: 'publish', engines: ['chromium'], run: () => node('.ci/publish-check.mjs') },
  { name: 'bench', engines: ['chromium'], run: () => node('packages/embed/bench/run.mjs', '--check') },
  {
    name: 'leaks',
    groups: ['bench'],
    engines: ['chromium'],
    run: () => node('packages/embed/bench/leaks.mjs', '--check'),
  },
];

function sum(a, b) {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: (a.skipped ?? 0) + (b.skipped ?? 0) };
}

/** A skipped test proves nothing, so it counts as failed; so does a step that failed without saying in which test. */
function score({ code, counts }) {
  if (!counts) return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  const failed = counts.failed + (counts.skipped ?? 0);
  return { passed: counts.passed, failed: code !== 0 && failed === 0 ? 1 : failed };
}

const seconds = (start) => `${((performance.now() - start) / 1000).toFixed(1)} s`;

async function main() {
  const names = new Set(STEPS.flatMap(({ name, groups = [] }) => [name, ...groups]));
  const unknown = only?.filter((name) => !names.has(name)) ?? [];
  if (unknown.length > 0) throw new Error(`no step ${unknown.join(', ')}; there are ${[...names].join(', ')}`);
  const steps = STEPS.filter(({ name, groups = [] }) => !only || [name, ...groups].some((own) => only.includes(own)));

  const start = performance.now();
  if (!process.argv.includes('--no-install')) {
    await bootstrap(verbose);
    console.log(`ready  dependencies  ${seconds(start)}`);
  }
  ensureBrowsers([...new Set(steps.flatMap(({ engines = [] }) => engines))]);

  let total = { passed: 0, failed: 0 };
  for (const step of steps) {
    const begin = performance.now();
    const result = await step.run();
    const points = score(result);
    total = sum(total, points);
    const skipped = result.counts?.skipped ? `, ${result.counts.skipped} of them skipped` : '';
    if (points.failed > 0 && !verbose) console.log(`\n${result.output.trimEnd()}\n`);
    console.log(
      `${points.failed ? 'FAILED' : 'ok    '} ${step.name.padEnd(12)}  ${seconds(begin).padStart(8)}  ` +
        `${points.passed} passed${points.failed ? `, ${points.failed} failed${skipped}` : ''}`,
    );
  }
  console.log(`\n${steps.length} steps in ${seconds(start)}\n`);
  return total;
}

const total = await main().catch((error) => {
  console.error(error.message);
  return { passed: 0, failed: 1 };
});
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;
