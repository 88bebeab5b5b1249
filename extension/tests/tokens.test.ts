/** Contrast of the colours, as WCAG 2.2 counts it (1.4.3: 4.5 for text, 1.4.11: 3 for borders). */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const css = readFileSync(join(import.meta.dirname, '../static/tokens.css'), 'utf8');
const tokens = new Map(
  [...css.matchAll(/--([\w-]+):\s*light-dark\((#\w{6}),\s*(#\w{6})\)/g)].map(
    ([, name = '', light = '', dark = '']) => [name, { light, dark }],
  ),
);

function luminance(hex: string): number {
  const parts = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  const [r = 0, g = 0, b = 0] = parts.map((c) =>
    c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string, scheme: 'light' | 'dark'): number {
  const [a, b] = [one, other].map((name) => luminance(tokens.get(name)?.[scheme] ?? ''));
  const [low, high] = [a ?? 0, b ?? 0].sort((x, y) => x - y);
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
}

const text: [string, string][] = [
  ...[
    'paper',
    'paper-2',
    'paper-3',
    'in',
    'out',
    'note',
    'accent-soft',
    'go-soft',
    'wait-soft',
    'stop-soft',
  ].map((back): [string, string] => ['ink', back]),
  ...['paper', 'paper-2', 'paper-3', 'go-soft', 'wait-soft', 'stop-soft', 'accent-soft'].map(
    (back): [string, string] => ['ink-2', back],
  ),
  ...['paper', 'paper-2', 'paper-3', 'accent-soft'].map((back): [string, string] => [
    'ink-3',
    back,
  ]),
  ['accent', 'paper'],
  ['accent', 'accent-soft'],
  ['accent-ink', 'accent'],
  ['go', 'go-soft'],
  ['go', 'paper'],
  ['wait', 'wait-soft'],
  ['wait', 'paper'],
  ['stop', 'stop-soft'],
  ['stop', 'paper'],
];

describe.each(['light', 'dark'] as const)('in %s', (scheme) => {
  it.each(text)('%s can be read on %s', (front, back) => {
    expect(contrast(front, back, scheme)).toBeGreaterThanOrEqual(4.5);
  });
});
