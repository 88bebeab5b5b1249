// How a reader's cost grows with a text's length: a ratio of one run, not a time.

const SHORT = 3_000;
const LONG = 30_000;
// Beside the ten times that length explains; what grows with the square takes a hundred times.
const ROOM = 5;
// Below it, a clock's grain and a busy machine say more than the reader does.
const NOISE_MS = 5;

/** Whether 30,000 characters of `piece` cost about ten times what 3,000 do. */
export function inProportion(read: (text: string) => unknown, piece: string): boolean {
  const of = (length: number): string => piece.repeat(Math.ceil(length / piece.length));
  read(of(SHORT));
  const short = cost(read, of(SHORT));
  return cost(read, of(LONG)) < ROOM * (LONG / SHORT) * Math.max(short, NOISE_MS);
}

// Of the processor, so that what else the machine does doesn't count.
function cost(read: (text: string) => unknown, text: string): number {
  const costs = Array.from({ length: 3 }, () => {
    const began = process.cpuUsage();
    read(text);
    return process.cpuUsage(began).user / 1000;
  });
  return Math.min(...costs);
}
