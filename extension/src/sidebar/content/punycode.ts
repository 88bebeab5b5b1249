/** Reading the labels of international host names (RFC 3492). */

const BASE = 36;
const TMIN = 1;
const TMAX = 26;

/** A label as people read it; one that is no Punycode stays as it is. */
export function decode(label: string): string {
  if (!label.startsWith('xn--')) return label;
  const coded = label.slice(4);
  const cut = coded.lastIndexOf('-');
  const output = Array.from(coded.slice(0, Math.max(cut, 0)));
  let n = 128;
  let i = 0;
  let bias = 72;
  let at = cut + 1;
  while (at < coded.length) {
    const before = i;
    let weight = 1;
    for (let k = BASE; ; k += BASE) {
      const digit = digitOf(coded.charCodeAt(at));
      at += 1;
      if (Number.isNaN(digit)) return label;
      i += digit * weight;
      const threshold = Math.min(Math.max(k - bias, TMIN), TMAX);
      if (digit < threshold) break;
      weight *= BASE - threshold;
    }
    const length = output.length + 1;
    bias = adapt(i - before, length, before === 0);
    n += Math.floor(i / length);
    i %= length;
    if (n > 0x10ffff) return label;
    output.splice(i, 0, String.fromCodePoint(n));
    i += 1;
  }
  return output.join('');
}

function digitOf(code: number): number {
  if (code >= 97 && code <= 122) return code - 97;
  if (code >= 48 && code <= 57) return code - 22;
  return Number.NaN;
}

function adapt(difference: number, length: number, first: boolean): number {
  let delta = Math.floor(difference / (first ? 700 : 2));
  delta += Math.floor(delta / length);
  let k = 0;
  while (delta > ((BASE - TMIN) * TMAX) / 2) {
    delta = Math.floor(delta / (BASE - TMIN));
    k += BASE;
  }
  return k + Math.floor(((BASE - TMIN + 1) * delta) / (delta + 38));
}
