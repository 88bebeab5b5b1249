/** Page adapters that administrators describe: data that is checked, never an expression or code. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv/dist/2020';
import { describe, expect, it } from 'vitest';
import { PLAIN_PAGE, WHOLE } from '../src/crm/adapter';
import { ADAPTERS } from '../src/crm/index';
import { isPageAdapter } from '../src/crm/own/check';
import { readAdapters } from '../src/crm/own/read';
import { isPlainSelector } from '../src/crm/own/selector';
import { identify } from '../src/identify';
import { locate } from '../src/page/locate';
import { CRM_IDS } from '../src/record';
import { t, type WordKey } from '../src/words';
import { inProportion } from './growth';

const SHARED = join(import.meta.dirname, '../../shared_schemas');
const json = (name: string) => JSON.parse(readFileSync(join(SHARED, name), 'utf8'));

interface Case {
  with: Record<string, unknown>;
  problem: string | null;
  urls?: Record<string, string | null>;
}
const { base, cases }: { base: Record<string, unknown>; cases: Case[] } = json(
  'vectors/page_adapters.json',
);
const schema = json('page_adapters.schema.json');
const fits = new Ajv({ strict: false }).compile({
  $ref: '#/$defs/PageAdapter',
  $defs: schema.$defs,
});
const read = (...own: unknown[]) => readAdapters(own, { adapters: ADAPTERS, plain: PLAIN_PAGE });
const named = cases.map((one) => [JSON.stringify(one.with), one] as const);

describe('a page adapter of one’s own', () => {
  it.each(named)('%s', (_, { with: changes, problem, urls = {} }) => {
    const own = { ...base, ...changes };
    const { adapters, problems } = read(own);
    expect(problems.map(({ key }) => key)).toEqual(problem ? [`page.adapter.${problem}`] : []);
    for (const { key, about } of problems)
      expect(t(key as WordKey, { about } as never)).toContain(about);
    expect(fits(own)).toBe(problem !== 'shape');
    for (const [url, wanted] of Object.entries(urls)) {
      const ref = identify(url, adapters);
      expect(ref && `${ref.type} ${ref.id} (${ref.account})`, url).toBe(wanted);
      if (ref !== null) expect(ref.crm, url).toBe(own.id);
    }
  });

  it('has the shape that the schema says, for whatever is changed in it', () => {
    const whole = {
      ...base,
      types: { people: 'contact' },
      ids: 'lower',
      room: 'margin',
      page: { record: 'main', text: true, identity: { selector: 'b', type: 'data-t', id: 'id' } },
    };
    const strange = [
      null,
      0,
      '',
      'x',
      [],
      {},
      ['x'],
      { a: 1 },
      true,
      'a'.repeat(500),
      -1,
      undefined,
    ];
    const change = (value: unknown, path: string[]): unknown[] => {
      const made: unknown[] = strange.map((one) => replaced(whole, path, one));
      if (typeof value === 'object' && value !== null) {
        for (const [key, inner] of Object.entries(value))
          made.push(...change(inner, [...path, key]));
        made.push(replaced(whole, [...path, 'more'], 'x'));
      }
      return made;
    };
    const made = change(whole, []).map((one) => JSON.parse(JSON.stringify(one ?? null)));
    expect(made.length).toBeGreaterThan(150);
    for (const one of [whole, ...made])
      expect(isPageAdapter(one), JSON.stringify(one)).toBe(fits(one));
  });

  it('may add to every CRM that ships, and to no other', () => {
    for (const id of CRM_IDS) {
      const wanted = id !== 'sample' && id !== 'generic';
      expect(fits({ ...base, id }), id).toBe(wanted);
      expect(isPageAdapter({ ...base, id }), id).toBe(wanted);
    }
  });

  it('keeps how the pages of a CRM that ships are read, where nothing else is said', () => {
    const { adapters } = read({ ...base, id: 'espocrm', page: { heading: 'h3.own' } });
    const shipped = ADAPTERS.find(({ id }) => id === 'espocrm')?.page;
    expect(adapters[0]?.page).toEqual({ ...shipped, heading: 'h3.own' });
  });

  it('that is wrong does not stop the others, and neither does one of the same name', () => {
    const { adapters, problems } = read({ id: 7 }, base, { ...base, name: 'Again' }, 'nonsense');
    expect(adapters.map(({ name }) => name)).toEqual(['Desk']);
    expect(problems.map(({ key }) => key)).toEqual([
      'page.adapter.shape',
      'page.adapter.twice',
      'page.adapter.shape',
    ]);
  });

  it('never makes an address slow to read', () => {
    const records = [
      { address: '/**/{account}/*/{type}/x/{id}/y' },
      { address: '/a?b={type}&c={id:uuid}&d={account}' },
      { address: '/**/{type}#/{account}/*/{id}' },
    ];
    const { adapters, problems } = read({
      ...base,
      hosts: ['*.example.com'],
      records,
      types: { a: 'deal' },
    });
    expect(problems).toEqual([]);
    const host = `${'a.'.repeat(100)}example.com`;
    const locating = (path: string): unknown => locate(`https://${host}/${path}`, adapters);
    for (const part of ['a/', 'a', '/x/', '?b=a&c=', '&', '#/', '-', '.'])
      expect(inProportion(locating, part), part).toBe(true);
  });
});

describe('a selector', () => {
  const parts = [
    'a',
    '.b',
    '#c',
    '[d]',
    '[d="e f"]',
    "[d^='tel:' i]",
    ':first-child',
    ':not(.b, a > p)',
    ':is(a, b)',
    '*',
    ' ',
    ' > ',
    ', ',
    '~',
    ':has(a)',
    '::before',
    '{',
    '\\',
    '(',
    ')',
    ':nth-child(2)',
    ':nth-child(n)',
    '1',
    '[',
    '>',
    ',',
    '<',
  ];

  it('that is taken is one that a browser understands', () => {
    let seed = 7;
    const next = (below: number): number => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % below;
    };
    let taken = 0;
    for (let round = 0; round < 4000; round += 1) {
      const text = Array.from({ length: 1 + next(5) }, () => parts[next(parts.length)]).join('');
      if (!isPlainSelector(text)) continue;
      taken += 1;
      expect(() => document.querySelector(text), text).not.toThrow();
    }
    expect(taken).toBeGreaterThan(200);
  });

  it('is read to its end in a time that its length explains', () => {
    for (const part of ['a ', ':not(', '[a="', 'a>'])
      expect(inProportion(isPlainSelector, part), part).toBe(true);
  });

  it.each(
    ADAPTERS.flatMap(({ id, page }) => Object.entries(page).map(([k, v]) => [id, k, v])),
  )('%s %s could have been written by an administrator', (_, key, value) => {
    // Theirs would be the page's main part by its own name.
    const plain = typeof value === 'string' ? value.replace(WHOLE, 'body') : null;
    if (plain !== null && key !== 'text' && plain.length <= 300)
      expect(isPlainSelector(plain), plain).toBe(true);
  });
});

function replaced(whole: unknown, [first, ...rest]: string[], value: unknown): unknown {
  if (first === undefined) return value;
  if (Array.isArray(whole)) {
    return whole.map((one, at) => (String(at) === first ? replaced(one, rest, value) : one));
  }
  const object = whole as Record<string, unknown>;
  return { ...object, [first]: replaced(object[first], rest, value) };
}
