/** Drawings on a 20 px grid, one path each, drawn with the colour of the text. */
const PATHS: Record<string, string> = {
  tag: 'M10.6 3.5H4.5a1 1 0 0 0-1 1v6.1c0 .27.1.52.3.7l5.9 5.9a1 1 0 0 0 1.4 0l6.1-6.1a1 1 0 0 0 0-1.4l-5.9-5.9a1 1 0 0 0-.7-.3zM7.1 7.1v.01',
  invoice:
    'M5.75 2.75h6.5l3 3v10.5a1 1 0 0 1-1 1h-8.5a1 1 0 0 1-1-1V3.75a1 1 0 0 1 1-1zM12 2.9v3.1h3.1M7.5 9.5h5M7.5 12h5M7.5 14.5h2.5',
  calendar:
    'M4.75 4.25h10.5a1.5 1.5 0 0 1 1.5 1.5v9.5a1.5 1.5 0 0 1-1.5 1.5h-10.5a1.5 1.5 0 0 1-1.5-1.5v-9.5a1.5 1.5 0 0 1 1.5-1.5zM3.25 8.25h13.5M7 2.75v3M13 2.75v3',
  hourglass:
    'M5.25 3.25h9.5M5.25 16.75h9.5M6.5 3.25v2.5C6.5 7.6 10 8.6 10 10s-3.5 2.4-3.5 4.25v2.5M13.5 3.25v2.5C13.5 7.6 10 8.6 10 10s3.5 2.4 3.5 4.25v2.5',
  stack: 'M10 3.25l6.75 3.4L10 10 3.25 6.65zM3.25 10L10 13.4 16.75 10M3.25 13.35L10 16.75l6.75-3.4',
  ban: 'M3.25 10a6.75 6.75 0 1 0 13.5 0a6.75 6.75 0 1 0 -13.5 0zM5.3 5.3l9.4 9.4',
  lock: 'M5.75 9h8.5a1.5 1.5 0 0 1 1.5 1.5v4.75a1.5 1.5 0 0 1-1.5 1.5h-8.5a1.5 1.5 0 0 1-1.5-1.5v-4.75a1.5 1.5 0 0 1 1.5-1.5zM6.75 9V6.5a3.25 3.25 0 0 1 6.5 0V9',
  goal: 'M2.75 10h10.5M9.75 6.25L13.5 10l-3.75 3.75M17 4.75v10.5',
  user: 'M6.75 6.75a3.25 3.25 0 1 0 6.5 0a3.25 3.25 0 1 0 -6.5 0zM3.75 16.75c.5-3.1 3.1-4.75 6.25-4.75s5.75 1.65 6.25 4.75',
  offline: 'M3.25 3.25l13.5 13.5M6.3 7.5A4 4 0 0 0 6.5 15.5h8M8.9 5.2a4.5 4.5 0 0 1 5.9 3.6 3.4 3.4 0 0 1 2.2 4.9',
  refresh: 'M16.25 10.25A6.25 6.25 0 1 1 14.4 5.6l2 2M16.5 3.75V7.6h-3.85',
  info: 'M3.25 10a6.75 6.75 0 1 0 13.5 0a6.75 6.75 0 1 0 -13.5 0zM10 9.25v4M10 6.75v.01',
  clock: 'M3.25 10a6.75 6.75 0 1 0 13.5 0a6.75 6.75 0 1 0 -13.5 0zM10 6.25V10l2.6 1.6',
};

/** Adds drawings that chips do without. */
export const addIcons = (paths: Record<string, string>): void => void Object.assign(PATHS, paths);

/** The path of a drawing; the price tag stands for what is not known. */
export const iconPath = (name: string): string => PATHS[name] ?? PATHS['tag']!;

/** What stands for a kind of benefit. */
const KINDS: Record<string, string> = {
  campaign: 'clock',
  'early-buy': 'calendar',
  invoice: 'invoice',
  'payment-term': 'calendar',
  'collective-invoice': 'stack',
  'cash-discount': 'euro',
  'click-collect': 'pin',
  'early-hours': 'sunrise',
  rental: 'key',
  express: 'van',
  'partner-service': 'van',
  'named-contact': 'phone',
  'response-promise': 'phone',
  tier: 'trend',
  club: 'users',
  event: 'users',
  referral: 'users',
  installation: 'check',
  maintenance: 'check',
  training: 'grad',
  advice: 'book',
  novelty: 'bell',
  'win-back': 'message',
  values: 'leaf',
  subscription: 'refresh',
};

/** The drawing for a kind; a kind that is not listed gets the price tag. */
export const iconOfKind = (kind: string): string =>
  kind.startsWith('points') ? 'points' : Object.hasOwn(KINDS, kind) ? KINDS[kind]! : 'tag';
