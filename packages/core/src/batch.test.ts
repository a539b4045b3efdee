import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createBatcher, type BatchOptions } from './batch.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A batcher whose calls the test answers by hand. */
function create(options: Partial<BatchOptions<string>> = {}) {
  const calls: { keys: string[]; signal: AbortSignal; answer(): void; fail(error: Error): void }[] = [];
  const batcher = createBatcher<string>(
    (keys, signal) =>
      new Promise((resolve, reject) => {
        calls.push({ keys, signal, answer: () => resolve((key) => `value of ${key}`), fail: reject });
      }),
    { windowMs: 10, max: 100, ...options },
  );
  const load = (key: string, control = new AbortController()) => batcher.load(key, control.signal);
  return { calls, load };
}
const keys = (count: number, from = 0) => Array.from({ length: count }, (_, i) => `K${from + i}`);
const tick = (ms = 10) => vi.advanceTimersByTimeAsync(ms);

describe('batch', () => {
  it('asks for all keys of one moment in calls of at most 100', async () => {
    const { calls, load } = create();
    const all = Promise.all(keys(250).map((key) => load(key)));
    await tick();
    expect(calls.map(({ keys: asked }) => asked.length)).toEqual([100, 100, 50]);
    calls.forEach(({ answer }) => answer());
    expect(await all).toEqual(keys(250).map((key) => `value of ${key}`));
  });

  it('waits for the window, and opens another one afterwards', async () => {
    const { calls, load } = create();
    void load('A');
    await tick(9);
    void load('B');
    expect(calls).toHaveLength(0);
    await tick(1);
    void load('C');
    await tick();
    expect(calls.map(({ keys: asked }) => asked)).toEqual([['A', 'B'], ['C']]);
  });

  it('asks once for a key that many want', async () => {
    const { calls, load } = create();
    const both = Promise.all([load('A'), load('A'), load('B')]);
    await tick();
    expect(calls[0]!.keys).toEqual(['A', 'B']);
    calls[0]!.answer();
    expect(await both).toEqual(['value of A', 'value of A', 'value of B']);
  });

  it('lets an error reach each key of its call and no other, and does not keep it', async () => {
    const { calls, load } = create({ max: 2 });
    const settled = Promise.allSettled([load('A'), load('B'), load('C')]);
    await tick();
    calls[0]!.fail(new Error('down'));
    calls[1]!.answer();
    expect((await settled).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
    const again = load('A');
    await tick();
    calls[2]!.answer();
    expect(await again).toBe('value of A');
  });

  it('gives a call up when everybody who waits has gone, not before', async () => {
    const { calls, load } = create();
    const [one, other] = [new AbortController(), new AbortController()];
    const settled = Promise.allSettled([load('A', one), load('B', other)]);
    await tick();
    one.abort();
    expect(calls[0]!.signal.aborted).toBe(false);
    other.abort();
    expect(calls[0]!.signal.aborted).toBe(true);
    expect((await settled).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });

  it('does not ask for keys whose askers left before the call', async () => {
    const { calls, load } = create();
    const gone = new AbortController();
    const settled = Promise.allSettled([load('A', gone), load('B')]);
    gone.abort();
    await tick();
    expect(calls.map(({ keys: asked }) => asked)).toEqual([['B']]);
    calls[0]!.answer();
    expect((await settled).map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
  });

  it('asks nothing when all have left, and refuses at once who came late', async () => {
    const { calls, load } = create();
    const gone = new AbortController();
    const early = load('A', gone);
    gone.abort();
    const late = load('B', gone);
    await expect(early).rejects.toThrow();
    await expect(late).rejects.toThrow();
    await tick();
    expect(calls).toHaveLength(0);
  });

  it('leaves no listener on a signal when its call has ended', async () => {
    const { calls, load } = create();
    const control = new AbortController();
    const [added, removed] = [
      vi.spyOn(control.signal, 'addEventListener'),
      vi.spyOn(control.signal, 'removeEventListener'),
    ];
    const done = load('A', control);
    await tick();
    calls[0]!.answer();
    await done;
    await tick();
    const lasting = added.mock.calls.filter(([, , options]) => !(options as AddEventListenerOptions)?.once);
    expect(removed).toHaveBeenCalledTimes(lasting.length);
  });

  describe('with keys that travel along', () => {
    it('fills a call with them, up to its size, and tells their values', async () => {
      const extras: string[] = [];
      const { calls, load } = create({
        max: 5,
        more: () => ['A', 'X', 'Y', 'X', 'Z', 'W'],
        onExtra: (key, value) => extras.push(`${key}: ${value}`),
      });
      void load('A');
      void load('B');
      await tick();
      expect(calls[0]!.keys).toEqual(['A', 'B', 'X', 'Y', 'Z']);
      calls[0]!.answer();
      await tick();
      expect(extras).toEqual(['X: value of X', 'Y: value of Y', 'Z: value of Z']);
    });

    it('lets no impossible key travel along', async () => {
      const { calls, load } = create({ more: () => ['x'.repeat(129), 'X'] });
      void load('A');
      await tick();
      expect(calls[0]!.keys).toEqual(['A', 'X']);
    });

    it('does not ask again for a key that is on its way', async () => {
      const { calls, load } = create({ more: () => ['X'] });
      void load('A');
      await tick();
      const x = load('X');
      void load('B');
      await tick();
      expect(calls.map(({ keys: asked }) => asked)).toEqual([['A', 'X'], ['B']]);
      calls[0]!.answer();
      expect(await x).toBe('value of X');
    });

    it('asks for such a key by itself when the call that carries it fails', async () => {
      let more = ['X'];
      const { calls, load } = create({ more: () => more });
      const a = load('A');
      await tick();
      more = [];
      const x = load('X');
      calls[0]!.fail(new Error('down'));
      await expect(a).rejects.toThrow('down');
      await tick();
      expect(calls[1]!.keys).toEqual(['X']);
      calls[1]!.answer();
      expect(await x).toBe('value of X');
    });

    it('lets nothing of a call in that was given up, even if it is answered all the same', async () => {
      let more = ['X'];
      const extras: string[] = [];
      const { calls, load } = create({ more: () => more, onExtra: (key) => extras.push(key) });
      const control = new AbortController();
      const a = load('A', control);
      await tick();
      more = [];
      control.abort();
      await expect(a).rejects.toThrow();
      void load('X');
      calls[0]!.answer();
      await tick();
      expect(extras).toEqual([]);
      expect(calls[1]!.keys).toEqual(['X']);
    });
  });

  it('lets what the provider of further keys throws reach those who wait', async () => {
    const { calls, load } = create({
      more() {
        throw new Error('odd page');
      },
    });
    const settled = Promise.allSettled([load('A'), load('B')]);
    await tick();
    expect(await settled).toMatchObject([{ reason: { message: 'odd page' } }, { status: 'rejected' }]);
    expect(calls).toHaveLength(0);
  });
});
