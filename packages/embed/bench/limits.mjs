/**
 * What the badge promises, by name. Counts and memory repeat to the digit and are limits as they are; time is a ratio to
 * a subject of the same run, or the median of it less the page without a script.
 *
 * @typedef {(subject: string, mode: 'html' | 'load' | 'insert', count: number) => Record<string, number>} Table medians of a case
 */

/** `max` is the goal; `alarm`, where there is one, is what fails the tests, because time on a shared machine is noisy. */
/** @type {{ name: string, unit?: string, max: number, alarm?: number, figure: (of: Table) => number }[]} */
export const LIMITS = [
  {
    name: '2,000 inserted: CPU, in plain spans',
    unit: '×',
    max: 1.6,
    alarm: 3,
    figure: (of) => of('tauwerk', 'insert', 2000).cpu / of('none', 'insert', 2000).cpu,
  },
  {
    name: '200 in the page: CPU over the page without a script',
    unit: 'ms',
    max: 200,
    alarm: 800,
    figure: (of) => of('tauwerk', 'html', 200).cpu - of('none', 'html', 200).cpu,
  },
  {
    name: '200 in the page: the same, in Shoelaces',
    unit: '×',
    max: 0.25,
    alarm: 1.2,
    figure: (of) =>
      (of('tauwerk', 'html', 200).cpu - of('none', 'html', 200).cpu) /
      (of('shoelace', 'html', 200).cpu - of('none', 'html', 200).cpu),
  },
  {
    name: '200 in the page: blocking time',
    unit: 'ms',
    max: 50,
    alarm: 300,
    figure: (of) => of('tauwerk', 'html', 200).tbt,
  },
  {
    name: '200 in the page: longest task',
    unit: 'ms',
    max: 50,
    alarm: 300,
    figure: (of) => of('tauwerk', 'html', 200).longest,
  },
  { name: '200 while the page loads: layout shift', max: 0, figure: (of) => of('tauwerk', 'load', 200).shift },
  { name: '200 in the page: data requests', max: 2, figure: (of) => of('tauwerk', 'html', 200).calls },
  { name: '200 in the page: foreign hosts', max: 0, figure: (of) => of('tauwerk', 'html', 200).foreign },
  { name: '2,000 inserted: nodes each', max: 8, figure: (of) => of('tauwerk', 'insert', 2000).nodes },
  {
    name: '2,000 inserted: listeners each',
    max: 0,
    // What the page keeps once, whatever the count, is not kept by each.
    figure: (of) => Math.floor(of('tauwerk', 'insert', 2000).listeners),
  },
  { name: '2,000 inserted: JS heap each', unit: 'B', max: 1024, figure: (of) => of('tauwerk', 'insert', 2000).jsHeap },
  {
    name: '2,000 inserted: Blink heap each',
    unit: 'B',
    max: 4096,
    figure: (of) => of('tauwerk', 'insert', 2000).blinkHeap,
  },
  { name: 'no badge in the page: bytes', unit: 'B', max: 1024, figure: (of) => of('tauwerk', 'html', 0).bytes },
  { name: 'no badge in the page: data requests', max: 0, figure: (of) => of('tauwerk', 'html', 0).calls },
  { name: 'no badge in the page: long tasks', max: 0, figure: (of) => of('tauwerk', 'html', 0).tasks },
];
