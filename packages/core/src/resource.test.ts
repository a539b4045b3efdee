import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TauError } from './errors.js';
import { createResources, type Resource } from './resource.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const FRESH_MS = 60_000;
const tick = (ms = 0) => vi.advanceTimersByTimeAsync(ms);

/** Resources whose loads the test answers by hand. */
function create() {
  const loads: { key: string; signal: AbortSignal; answer(data: string): void; fail(error: unknown): void }[] = [];
  const resources = createResources<string>(
    (key, signal) => new Promise((answer, fail) => loads.push({ key, signal, answer, fail })),
    FRESH_MS,
  );
  /** Listens and writes down what comes, briefly. */
  const hear = (key: string) => {
    const seen: (string | undefined)[] = [];
    const store = resources.get(key);
    const stop = store.listen((value) => seen.push(brief(value)));
    return { seen, stop, store };
  };
  return { resources, loads, hear };
}
const brief = (value: Resource<string> | undefined) =>
  value?.status === 'ready'
    ? `${value.data}${value.problem ? ` (${value.problem.kind})` : ''}`
    : value?.status === 'error'
      ? value.error.kind
      : value?.status;

describe('resource', () => {
  it('loads when the first one listens, not before and once for all', async () => {
    const { resources, loads, hear } = create();
    expect(brief(resources.get('A').value)).toBe('loading');
    expect(loads).toHaveLength(0);
    const [one, other] = [hear('A'), hear('A')];
    loads[0]!.answer('a');
    await tick();
    expect(loads).toHaveLength(1);
    expect([one.seen, other.seen]).toEqual([['a'], ['a']]);
    expect(one.store).toBe(other.store);
  });

  it('shows what is fresh without asking, and what is stale while it asks', async () => {
    const { loads, hear } = create();
    const first = hear('A');
    loads[0]!.answer('a');
    await tick();
    first.stop();

    await tick(FRESH_MS - 1);
    hear('A').stop();
    expect(loads).toHaveLength(1);

    await tick(1);
    const stale = hear('A');
    expect(loads).toHaveLength(2);
    expect(brief(stale.store.value)).toBe('a');
    loads[1]!.answer('newer');
    await tick();
    expect(stale.seen).toEqual(['newer']);
  });

  it('keeps the last good data, marked with the problem, until the next good answer', async () => {
    const { resources, loads, hear } = create();
    const { seen, stop } = hear('A');
    loads[0]!.answer('a');
    await tick();
    resources.refresh();
    loads[1]!.fail(new TauError('offline', 'no network'));
    await tick();
    expect(seen).toEqual(['a', 'a (offline)']);
    // What has a problem is not fresh.
    stop();
    const again = hear('A');
    loads[2]!.answer('newer');
    await tick();
    expect(again.seen).toEqual(['newer']);
  });

  it('is an error when nothing good is known, and asks again when the next one listens', async () => {
    const { loads, hear } = create();
    const { seen, stop } = hear('A');
    loads[0]!.fail(new RangeError('odd'));
    await tick();
    expect(seen).toEqual(['network']);
    stop();
    hear('A');
    expect(loads).toHaveLength(2);
  });

  it('shows that a retry was heard', async () => {
    const { resources, loads, hear } = create();
    const { seen } = hear('A');
    loads[0]!.fail(new TauError('timeout', 'late'));
    await tick();
    resources.refresh();
    loads[1]!.answer('a');
    await tick();
    expect(seen).toEqual(['timeout', 'loading', 'a']);
  });

  it('gives the request up when the last one has left', async () => {
    const { loads, hear } = create();
    const [one, other] = [hear('A'), hear('A')];
    one.stop();
    await tick(1000);
    expect(loads[0]!.signal.aborted).toBe(false);
    other.stop();
    await tick(1000);
    expect(loads[0]!.signal.aborted).toBe(true);
    loads[0]!.answer('late');
    await tick();
    expect(brief(one.store.value)).toBe('loading');
  });

  it('goes on with the request of a node that is only moved', async () => {
    const { loads, hear } = create();
    hear('A').stop();
    await tick(20);
    const { seen } = hear('A');
    await tick(1000);
    expect(loads).toHaveLength(1);
    expect(loads[0]!.signal.aborted).toBe(false);
    loads[0]!.answer('a');
    await tick();
    expect(seen).toEqual(['a']);
  });

  it('counts a listener that leaves twice once', async () => {
    const { loads, hear } = create();
    const [one, other] = [hear('A'), hear('A')];
    one.stop();
    one.stop();
    await tick(1000);
    expect(loads[0]!.signal.aborted).toBe(false);
    loads[0]!.answer('a');
    await tick();
    expect(other.seen).toEqual(['a']);
  });

  it('forgets everything at once, loads what is on screen anew and refuses late answers', async () => {
    const { resources, loads, hear } = create();
    const a = hear('A');
    loads[0]!.answer('of buyer 1');
    await tick();
    const b = hear('B');
    const left = hear('C');
    loads[2]!.answer('of buyer 1');
    await tick();
    left.stop();

    resources.clear();
    expect(brief(a.store.value)).toBe('loading');
    expect(brief(left.store.value)).toBe('loading');
    expect(loads[1]!.signal.aborted).toBe(true);
    expect(loads.slice(3).map(({ key }) => key)).toEqual(['A', 'B']);
    expect(resources.size()).toBe(2);

    loads[1]!.answer('of buyer 1, late');
    await tick();
    expect(b.seen).toEqual([]);
    loads[4]!.answer('of buyer 2');
    loads[3]!.answer('of buyer 2');
    await tick();
    expect([a.seen, b.seen]).toEqual([['of buyer 1', 'loading', 'of buyer 2'], ['of buyer 2']]);
  });

  it('reaches also stores that somebody kept while they were forgotten', async () => {
    const { resources, loads } = create();
    const kept = resources.get('A');
    resources.clear();
    const seen: (string | undefined)[] = [];
    resources.get('A');
    kept.listen((value) => seen.push(brief(value)));
    loads[0]!.answer('of buyer 1');
    await tick();
    resources.clear();
    expect(seen).toEqual(['of buyer 1', 'loading']);
    loads[1]!.answer('of buyer 2');
    await tick();
    resources.refresh();
    expect(loads).toHaveLength(3);
    expect(brief(kept.value)).toBe('of buyer 2');
  });

  it('takes a value that came along with another', async () => {
    const { resources, loads, hear } = create();
    resources.prime('A', 'along');
    const { store } = hear('A');
    expect(brief(store.value)).toBe('along');
    expect(loads).toHaveLength(0);
  });

  it('refreshes only what somebody listens to', async () => {
    const { resources, loads, hear } = create();
    hear('A').stop();
    hear('B');
    await tick(1000);
    resources.refresh();
    expect(loads.map(({ key }) => key)).toEqual(['A', 'B', 'B']);
  });

  it('forgets at a refresh what nobody listens to', async () => {
    const { resources, loads, hear } = create();
    const left = hear('A');
    loads[0]!.answer('old');
    await tick();
    left.stop();
    resources.prime('B', 'old');
    resources.refresh();
    expect(resources.size()).toBe(0);
    expect(brief(left.store.value)).toBe('loading');
    expect(brief(resources.get('B').value)).toBe('loading');
  });

  it('holds a bounded number of keys, and none that is on screen gets lost', async () => {
    const { resources, loads, hear } = create();
    const watched = hear('watched');
    loads[0]!.answer('w');
    await tick();
    const forgotten = hear('forgotten');
    loads[1]!.answer('f');
    await tick();
    forgotten.stop();
    for (let i = 0; i < 3000; i++) resources.prime(`K${i}`, 'x');
    expect(resources.size()).toBe(1000);
    expect(resources.get('watched')).toBe(watched.store);
    expect(brief(watched.store.value)).toBe('w');
    // What was forgotten keeps nothing of the buyer, wherever somebody still holds it.
    expect(brief(forgotten.store.value)).toBe('loading');
  });

  it('leaves nothing behind after 1,000 comings and goings', async () => {
    const { resources, loads, hear } = create();
    for (let i = 0; i < 1000; i++) hear(`K${i % 500}`).stop();
    await tick(1000);
    expect(vi.getTimerCount()).toBe(0);
    expect(resources.size()).toBe(500);
    expect(loads.every(({ signal }) => signal.aborted)).toBe(true);
  });
});
