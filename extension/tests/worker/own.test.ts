// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { toldItem } from '../../src/crm/own/kept';
import { RENEW_MS, renewOwn } from '../../src/worker/own';
import { bootFor } from '../../src/worker/places';
import { makeRest } from '../../src/worker/rest';
import { servePackage } from '../shipped';
import { serverWith } from './server';

const DESK = {
  id: 'own-desk',
  name: 'Desk',
  hosts: ['desk.example.com'],
  records: [{ address: '/people/{id}', type: 'contact' }],
};
const HOUR = RENEW_MS;
const restOf = (url: string, token: string | null = 'abc') =>
  makeRest({ server: async () => url, token: async () => token });
const home = async () => (await bootFor('https://desk.example.com/people/7', false))?.home;

servePackage();

describe('page adapters of one’s own', () => {
  it('are asked for as the member who is signed in, and stand on their pages from then on', async () => {
    const told = { adapters: [DESK, { id: 'own-broken' }], version: 3, more: 'later' };
    const { url, asked } = await serverWith(() => ({ body: JSON.stringify(told) }));
    expect(await home()).toBe('generic');
    await renewOwn(restOf(url), HOUR);
    expect(asked).toMatchObject([
      { method: 'GET', path: '/v1/page-adapters', authorization: 'Bearer abc' },
    ]);
    expect(await home()).toBe('own-desk');
    expect(await bootFor('https://desk.example.com/', false)).toMatchObject({ open: true });
    const boot = await bootFor('https://desk.example.com/', false);
    expect(boot?.adapters.map(({ id }) => id)).toContain('own-desk');
    expect(JSON.parse(JSON.stringify(boot))).toEqual(boot);
  });

  it('are asked for once an hour, and never without a session', async () => {
    const { url, asked } = await serverWith(() => ({ body: '{"adapters":[],"version":1}' }));
    for (const minute of [0, 1, 30, 59]) await renewOwn(restOf(url), HOUR + minute * 60_000);
    expect(asked).toHaveLength(1);
    await renewOwn(restOf(url, null), 3 * HOUR);
    await renewOwn(restOf(url), 5 * HOUR);
    expect(asked).toHaveLength(2);
  });

  it('go when an administrator takes them away', async () => {
    const answers = [[DESK], []];
    const { url } = await serverWith(() => ({
      body: JSON.stringify({ adapters: answers.shift(), version: 1 }),
    }));
    await renewOwn(restOf(url), HOUR);
    expect(await home()).toBe('own-desk');
    await renewOwn(restOf(url), 3 * HOUR);
    expect(await home()).toBe('generic');
  });

  it.each([
    ['is no JSON', { body: '<html>' }],
    ['is empty', { body: '' }],
    ['is a refusal', { status: 403, body: '{}' }],
    ['is an old server’s', { status: 404, body: '{"adapters":[],"version":1}' }],
    ['has another shape', { body: '{"adapters":{},"version":1}' }],
    ['has too many', { body: JSON.stringify({ adapters: Array(21).fill(DESK), version: 1 }) }],
    [
      'is too long',
      { body: JSON.stringify({ adapters: [{ ...DESK, name: 'a'.repeat(500_000) }], version: 1 }) },
    ],
  ])('stay as they were when the answer %s', async (_, answer) => {
    await toldItem.set({ adapters: [DESK], version: 1 });
    const { url } = await serverWith(() => answer);
    await renewOwn(restOf(url), HOUR);
    expect(await toldItem.get()).toEqual({ adapters: [DESK], version: 1 });
    expect(await home()).toBe('own-desk');
  });

  it('stay as they were when nobody answers', async () => {
    await toldItem.set({ adapters: [DESK], version: 1 });
    await renewOwn(restOf('http://127.0.0.1:1'), HOUR);
    expect(await home()).toBe('own-desk');
  });
});
