/**
 * SHA-256 (FIPS 180-4), as one call that answers at once: the browser's own answers later, and the
 * checks of a draft are made in one go.
 */

const BLOCK = 64;

/** The first 32 bits of the fractional parts of roots of the first primes. */
const roots = (count: number, root: (prime: number) => number): number[] => {
  const primes: number[] = [];
  for (let n = 2; primes.length < count; n += 1) {
    if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  }
  return primes.map((prime) => Math.floor((root(prime) % 1) * 2 ** 32));
};
const START = roots(8, Math.sqrt);
const ROUNDS = roots(64, Math.cbrt);

const turned = (word: number, by: number): number => (word >>> by) | (word << (32 - by));

/** Of the text's UTF-8 form: 64 hexadecimal characters. */
export function sha256(text: string): string {
  const given = new TextEncoder().encode(text);
  const padded = new Uint8Array(Math.ceil((given.length + 9) / BLOCK) * BLOCK);
  padded.set(given);
  padded[given.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 4, given.length * 8);
  let state: readonly number[] = START;
  for (let at = 0; at < padded.length; at += BLOCK) state = folded(state, schedule(view, at));
  return state.map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
}

function schedule(view: DataView, at: number): number[] {
  const words = Array.from({ length: 16 }, (_, index) => view.getUint32(at + index * 4));
  const back = (by: number): number => words[words.length - by] ?? 0;
  while (words.length < ROUNDS.length) {
    const [far, near] = [back(15), back(2)];
    const low = turned(far, 7) ^ turned(far, 18) ^ (far >>> 3);
    const high = turned(near, 17) ^ turned(near, 19) ^ (near >>> 10);
    words.push((back(16) + low + back(7) + high) | 0);
  }
  return words;
}

function folded(state: readonly number[], words: readonly number[]): number[] {
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (const [index, round] of ROUNDS.entries()) {
    const high = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25);
    const more = (h + high + ((e & f) ^ (~e & g)) + round + (words[index] ?? 0)) | 0;
    const low = turned(a, 2) ^ turned(a, 13) ^ turned(a, 22);
    const most = (low + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + more) | 0, c, b, a, (more + most) | 0];
  }
  return [a, b, c, d, e, f, g, h].map((word, index) => (word + (state[index] ?? 0)) | 0);
}
