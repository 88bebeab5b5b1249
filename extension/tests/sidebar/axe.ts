/** The last word of each component's tests. Contrast needs real pixels: e2e measures it. */
import axe from 'axe-core';
import { expect } from 'vitest';

export async function expectAccessible(element: Element = document.body): Promise<void> {
  const { violations } = await axe.run(element, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  });
  expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
}
