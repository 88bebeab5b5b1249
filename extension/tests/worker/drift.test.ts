// @vitest-environment node
import { describe, expect, it, vi } from 'vitest';
import { toldItem } from '../../src/crm/own/kept';
import { makeDrift } from '../../src/worker/drift';
import { makeRest } from '../../src/worker/rest';
import { servePackage } from '../shipped';
import { type Answer, serverWith } from './server';

const STRUCTURE = {
  missing: ['heading'],
  counts: { tel: 2, h1: 0 },
  outline: ['>main[data-b]', '>>?', '>>x-card(row) ×3'],
};
const SEEN = {
  tab: 4,
  address: 'https://app.hubspot.com/contacts/1/record/0-1/2',
  crm: 'hubspot' as const,
};
const DAY = 86_400_000;

servePackage();

async function canary(answer: Answer = { status: 204 }, structure: unknown = STRUCTURE) {
  const { url, asked } = await serverWith(() => answer);
  let now = 20_000 * DAY;
  const executeScript = vi.fn(async (order: { files?: string[]; args?: unknown[] }) => [
    { result: order.files ? undefined : structure },
  ]);
  const rest = makeRest({ server: async () => url, token: async () => 'abc' });
  const report = makeDrift(rest, '1.2.3', { scripting: { executeScript } } as never, () => now);
  return {
    report,
    executeScript,
    sent: () => asked.map(({ path, body }) => ({ path, ...JSON.parse(body) })),
    wait: (ms: number) => {
      now += ms;
    },
  };
}

describe('a page that is not as expected', () => {
  it('is reported by what it is built of, to the server that the member is signed in at', async () => {
    const { report, sent, executeScript } = await canary();
    expect(await report(SEEN)).toBe(true);
    expect(sent()).toEqual([
      { path: '/v1/page-reports', crm: 'hubspot', adapter_version: '1.2.3', structure: STRUCTURE },
    ]);
    expect(executeScript.mock.calls.map(([{ files }]) => files)).toEqual([
      ['census.js'],
      undefined,
    ]);
  });

  it('is looked at and reported once a day for each CRM', async () => {
    const { report, sent, wait, executeScript } = await canary();
    for (let press = 0; press < 3; press += 1) await report(SEEN);
    expect(executeScript).toHaveBeenCalledTimes(2);
    await report({ ...SEEN, address: 'https://acme.pipedrive.com/person/7', crm: 'pipedrive' });
    wait(DAY);
    await report(SEEN);
    expect(sent().map(({ crm }) => crm)).toEqual(['hubspot', 'pipedrive', 'hubspot']);
  });

  it('is reported again when the server could not take it', async () => {
    const { report, sent } = await canary({ status: 503 });
    expect(await report(SEEN)).toBe(false);
    await report(SEEN);
    expect(sent()).toHaveLength(2);
  });

  it('names the version of the workspace where the adapter is its own', async () => {
    await toldItem.set({
      adapters: [
        {
          id: 'own-desk',
          name: 'Desk',
          hosts: ['desk.example.com'],
          records: [{ address: '/p/{id}', type: 'contact' }],
        },
      ],
      version: 9,
    });
    const { report, sent } = await canary();
    await report({ tab: 1, address: 'https://desk.example.com/p/1', crm: 'own-desk' });
    expect(sent()).toMatchObject([{ crm: 'own-desk', adapter_version: 'own 9' }]);
  });

  it.each([
    ['is as expected after all', null],
    ['says a word', { ...STRUCTURE, outline: ['>p Ada Lovelace'] }],
    ['says an address', { ...STRUCTURE, outline: ['>a[href=https://x]'] }],
    ['says what was not asked', { ...STRUCTURE, title: 'Ada' }],
    ['counts words', { ...STRUCTURE, counts: { tel: 'Ada' } }],
    ['does not end', { ...STRUCTURE, outline: Array(151).fill('>p') }],
    ['says nothing', ''],
  ])('is not reported where the page %s', async (_, structure) => {
    const { report, sent } = await canary({}, structure);
    expect(await report(SEEN)).toBe(false);
    expect(sent()).toEqual([]);
  });

  it('is not reported where that CRM does not stand there', async () => {
    const { report, executeScript } = await canary();
    expect(await report({ ...SEEN, crm: 'zoho' })).toBe(false);
    expect(executeScript).not.toHaveBeenCalled();
  });
});
