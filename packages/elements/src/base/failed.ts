const again = new Set<() => void>();

/** Remembers how to load again what did not load. */
export const onRetry = (load: () => void): unknown => again.add(load);

/** Loads again what did not load. */
export function retryFailed(): void {
  const loads = [...again];
  again.clear();
  for (const load of loads) load();
}
