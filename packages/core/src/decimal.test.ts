import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { add, compare, multiply, parseDecimal, subtract, toFixed, type Decimal } from './decimal.js';

const decimalText = fc
  .tuple(fc.boolean(), fc.bigInt(0n, 10n ** 12n - 1n), fc.option(fc.stringMatching(/^\d{1,6}$/)))
  .map(([minus, whole, fraction]) => `${minus ? '-' : ''}${whole}${fraction ? `.${fraction}` : ''}`);

/** An exact fraction, read another way than the code does. */
function fraction(text: string): { top: bigint; bottom: bigint } {
  const [whole, digits = ''] = text.replace('-', '').split('.');
  const top = BigInt(whole!) * 10n ** BigInt(digits.length) + BigInt(digits || 0);
  return { top: text.startsWith('-') ? -top : top, bottom: 10n ** BigInt(digits.length) };
}
const same = ({ n, scale }: Decimal, top: bigint, bottom: bigint) => n * bottom === top * 10n ** BigInt(scale);

describe('decimal', () => {
  it.each([
    ['12', '12'],
    ['-12.5', '-12.5'],
    [' 12.500 ', '12.500'],
    ['0.000001', '0.000001'],
    [12.5, '12.5'],
    [0, '0'],
    [-0, '0'],
    ['999999999999999.999999999', '999999999999999.999999999'],
    [1.5e-7, '0.000000150'],
    [-1e-9, '-0.000000001'],
    [1e-12, '0'],
    [123456789012345.6, '123456789012345.6'],
  ])('reads %j', (text, expected) => {
    const read = parseDecimal(text)!;
    expect(toFixed(read, read.scale)).toBe(expected);
  });

  it.each([
    '',
    '1,5',
    '1e3',
    '.5',
    '5.',
    '+1',
    '--1',
    '1.2.3',
    'NaN',
    '0x10',
    '1234567890123456',
    '12\n3',
    null,
    undefined,
    NaN,
    Infinity,
    1e21,
  ])('refuses %j', (text) => expect(parseDecimal(text)).toBeUndefined());

  it('does not take the noise of binary fractions for digits', () => {
    expect(parseDecimal(0.1 + 0.2)).toEqual({ n: 3n, scale: 1 });
    expect(parseDecimal(2.88 * 3)).toEqual({ n: 864n, scale: 2 });
  });

  it.each([
    ['0.005', 2, '0.01'],
    ['0.0049', 2, '0.00'],
    ['-0.005', 2, '-0.01'],
    ['-0.004', 2, '0.00'],
    ['1.5', 0, '2'],
    ['-1.5', 0, '-2'],
    ['57.2832', 2, '57.28'],
    ['2.5', 3, '2.500'],
    ['-0.5', 1, '-0.5'],
  ])('rounds %s to %i digits half away from zero: %s', (text, digits, expected) =>
    expect(toFixed(parseDecimal(text)!, digits)).toBe(expected),
  );

  it('adds, subtracts and multiplies exactly, whatever the numbers are', () => {
    fc.assert(
      fc.property(decimalText, decimalText, (left, right) => {
        const [a, b] = [parseDecimal(left)!, parseDecimal(right)!];
        const [x, y] = [fraction(left), fraction(right)];
        expect(same(add(a, b), x.top * y.bottom + y.top * x.bottom, x.bottom * y.bottom)).toBe(true);
        expect(same(subtract(a, b), x.top * y.bottom - y.top * x.bottom, x.bottom * y.bottom)).toBe(true);
        expect(same(multiply(a, b), x.top * y.top, x.bottom * y.bottom)).toBe(true);
        const difference = x.top * y.bottom - y.top * x.bottom;
        expect(compare(a, b)).toBe(difference > 0n ? 1 : difference < 0n ? -1 : 0);
      }),
      { numRuns: 1000 },
    );
  });

  it('is never more than half of the last digit away when it rounds', () => {
    fc.assert(
      fc.property(decimalText, fc.integer({ min: 0, max: 6 }), (text, digits) => {
        const { top, bottom } = fraction(text);
        const rounded = toFixed(parseDecimal(text)!, digits);
        expect(rounded).toMatch(digits ? new RegExp(`^-?\\d+\\.\\d{${digits}}$`) : /^-?\d+$/);
        const near = fraction(rounded);
        const off = near.top * bottom - top * near.bottom;
        expect((off < 0n ? -off : off) * 2n * 10n ** BigInt(digits)).toBeLessThanOrEqual(near.bottom * bottom);
      }),
      { numRuns: 1000 },
    );
  });
});
