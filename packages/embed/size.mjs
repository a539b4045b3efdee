/**
 * Weighs what a shop's visitor loads: each built file by brotli at its best, summed over the groups of
 * `cdn/manifest.json`, against `budgets.json`. `--check` ends with 1 when a budget is passed or a group has none.
 */
import { existsSync, readFileSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';

const at = (path) => new URL(path, import.meta.url);
const json = (path) => JSON.parse(readFileSync(at(path), 'utf8'));

if (!existsSync(at('cdn/manifest.json'))) {
  console.error('packages/embed/cdn is not built: run `npm run build` first');
  process.exit(1);
}

const { files, groups } = json('cdn/manifest.json');
const budgets = json('budgets.json');
const problems = [];

const weigh = (name) =>
  brotliCompressSync(readFileSync(at(`cdn/${name}`)), { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;

console.log('bytes, brotli 11\n');
for (const [name, { brotli }] of Object.entries(files)) {
  const weight = weigh(name);
  console.log(`${String(weight).padStart(7)}  ${name}`);
  if (weight !== brotli) problems.push(`${name} is not what the manifest says (${brotli}): build again`);
}
console.log('');
for (const [group, names] of Object.entries(groups)) {
  const weight = names.reduce((sum, name) => sum + weigh(name), 0);
  const budget = budgets[group];
  console.log(`${String(weight).padStart(7)}  ${group}${budget ? ` (budget ${budget})` : ''}`);
  if (!budget) problems.push(`${group} has no budget in budgets.json`);
  else if (weight > budget) problems.push(`${group} is ${weight - budget} bytes over its budget of ${budget}`);
}
for (const group of Object.keys(budgets)) {
  if (!groups[group]) problems.push(`budgets.json names ${group}, which the build does not have`);
}
if (problems.length > 0) {
  console.error(`\n${problems.join('\n')}`);
  if (process.argv.includes('--check')) process.exitCode = 1;
}
