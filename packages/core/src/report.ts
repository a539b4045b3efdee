/**
 * The one place that writes to the console: each message once, so that 200 badges do not say the same thing 200 times.
 */
const said = new Set<string>();

/** Says something once. `debug` messages come from a `debug` attribute and are meant for developers only. */
export function report(message: string, level: 'warn' | 'info' | 'debug' = 'warn'): void {
  if (said.has(message)) return;
  said.add(message);
  // A page that floods us with distinct messages must not make us grow for ever.
  if (said.size > 500) said.clear();
  console[level](`[tauwerk] ${message}`);
}
