/**
 * Exact decimal arithmetic on strings, because money is never a float.
 * A decimal is an integer `n` and the number of its digits after the point.
 */
export interface Decimal {
  n: bigint;
  scale: number;
}

const PATTERN = /^(-?)(\d{1,15})(?:\.(\d{1,9}))?$/;

/** Reads `12`, `-12.5` or `12.500`; anything else is `undefined`. A number loses what only binary fractions add to it. */
export function parseDecimal(text: string | number | null | undefined): Decimal | undefined {
  const match = PATTERN.exec(typeof text === 'number' ? plain(text) : (text ?? '').trim());
  if (!match) return undefined;
  const fraction = match[3] ?? '';
  const n = BigInt(match[2] + fraction);
  return { n: match[1] ? -n : n, scale: fraction.length };
}

/** A number without the noise of binary fractions and without an exponent: 1.5e-7 is 0.00000015. */
function plain(number: number): string {
  const text = String(+number.toFixed(9));
  return text.includes('e-') ? number.toFixed(9) : text;
}

const power = (digits: number) => 10n ** BigInt(digits);

/** Rounds half away from zero, as invoices do. */
function divideRounded(n: bigint, by: bigint): bigint {
  const half = by / 2n;
  return n < 0n ? -((-n + half) / by) : (n + half) / by;
}

function rescale({ n, scale }: Decimal, digits: number): bigint {
  return digits >= scale ? n * power(digits - scale) : divideRounded(n, power(scale - digits));
}

/** The decimal with exactly `digits` digits after the point. */
export function toFixed(value: Decimal, digits: number): string {
  const n = rescale(value, digits);
  const text = String(n < 0n ? -n : n).padStart(digits + 1, '0');
  const sign = n < 0n ? '-' : '';
  return digits ? `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}` : sign + text;
}

export function multiply(a: Decimal, b: Decimal): Decimal {
  return { n: a.n * b.n, scale: a.scale + b.scale };
}

export function add(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return { n: rescale(a, scale) + rescale(b, scale), scale };
}

export function subtract(a: Decimal, b: Decimal): Decimal {
  return add(a, { n: -b.n, scale: b.scale });
}

/** Negative, zero or positive, as `a` is less than, equal to or greater than `b`. */
export function compare(a: Decimal, b: Decimal): number {
  const { n } = subtract(a, b);
  return n < 0n ? -1 : n > 0n ? 1 : 0;
}
