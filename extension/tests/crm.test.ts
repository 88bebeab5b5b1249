/** Tests of the shape of the adapters: they keep all of them alike, without a review. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Adapter, OWN_TEL, TEL } from '../src/crm/adapter';
import { ADAPTERS, candidates } from '../src/crm/index';
import { described, identify } from '../src/identify';
import { locate } from '../src/page/locate';
import { CRM_IDS, RECORD_TYPES } from '../src/record';
import { inProportion } from './growth';

const FOLDER = join(import.meta.dirname, '../src/crm');
const NO_CRM = ['adapter', 'candidates', 'index', 'pattern'];
const files = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.ts'))
  .map((name) => name.replace('.ts', ''))
  .filter((name) => !NO_CRM.includes(name));

type Module = { testUrls: readonly string[] } & Record<string, Adapter>;
const modules = new Map<string, Module>(
  await Promise.all(
    files.map(async (name) => [name, (await import(`../src/crm/${name}.ts`)) as Module] as const),
  ),
);
/** A host on which it stands; customers run some under names of their own. */
const hostOf = (name: string): string =>
  new URL(modules.get(name)?.testUrls[0]?.split(' → ')[0] ?? '').host;
const urls = [...modules].flatMap(([name, { testUrls }]) =>
  testUrls.map((line) => [name, ...line.split(' → ')] as [string, string, string]),
);

const seenAs = (url: string): string => {
  const ref = locate(url, candidates(new URL(url).host).adapters);
  return ref === null ? 'none' : `${ref.type} ${ref.id} (${ref.account})`;
};

describe('every file in crm/', () => {
  it('is an adapter of that name, which the build finds', () => {
    expect(ADAPTERS.map(({ id }) => id)).toEqual([...files].sort());
    expect(CRM_IDS).toEqual(ADAPTERS.map(({ id }) => id));
    for (const adapter of ADAPTERS) expect(modules.get(adapter.id)?.[adapter.id]).toBe(adapter);
  });

  it('is known to the server: if not, `make schemas` tells it', () => {
    const shared = (name: string) =>
      JSON.parse(readFileSync(join(FOLDER, '../../../shared_schemas', name), 'utf8'));
    const open = ADAPTERS.filter(({ id }) => id !== 'sample' && id !== 'generic');
    expect(shared('shipped_crms.json')).toEqual(
      Object.fromEntries(open.map(({ id, ids }) => [id, ids])),
    );
    expect(shared('page_adapters.schema.json').$defs.ShippedCrm.enum).toEqual(
      open.map(({ id }) => id),
    );
  });

  it.each(files)('%s: names six addresses or more, one of them without a record', (name) => {
    const own = urls.filter(([crm]) => crm === name);
    expect(own.length).toBeGreaterThanOrEqual(6);
    expect(own.some(([, , wanted]) => wanted === 'none')).toBe(true);
  });

  it.each(
    ADAPTERS.map((adapter) => [adapter.id, adapter] as const),
  )('%s: asks for https alone, but on this machine, and has sound patterns', (_, adapter) => {
    for (const origin of adapter.origins) {
      expect(origin).toMatch(/^(https:\/\/|http:\/\/(127\.0\.0\.1|localhost)\/)/);
      expect(origin).toMatch(/\/\*$/);
    }
    for (const source of adapter.records) {
      expect(source.startsWith('^')).toBe(true);
      expect(source).toContain('(?<id>');
      expect(source).toContain('(?<type>');
    }
    for (const type of Object.values(adapter.types)) expect(RECORD_TYPES).toContain(type);
    const { text, identity, ...selectors } = adapter.page;
    if (text !== null) expect(() => new RegExp(text, 'g')).not.toThrow();
    const all = [...Object.values(selectors), identity?.selector ?? null];
    for (const selector of all.filter((one) => one !== null)) {
      expect(() => document.querySelector(selector)).not.toThrow();
    }
  });

  it.each(
    ADAPTERS.map((adapter) => [adapter.id, adapter] as const),
  )('%s: takes no link that dials for being one, and says what none looks like', (id, { page }) => {
    const bare = page.phones.replaceAll(OWN_TEL, '').split(/, (?![^[(]*[\])])/);
    expect(bare.includes(TEL)).toBe(id === 'generic');
    expect(page.none === null).toBe(page.field === null);
  });

  it.each(
    ADAPTERS.map((adapter) => [adapter.id, adapter] as const),
  )('%s: reads any address in no time, however it was made up', (_, { id, hosts }) => {
    const host = hostOf(id);
    expect(hosts === null || new RegExp(hosts).test(host)).toBe(true);
    const { adapters } = candidates(host, { chosen: id });
    const parts = [
      '/a',
      'odoo/contacts/',
      '?id=1&',
      '&model=',
      '-',
      '00Q',
      '#/',
      '%7B',
      'main.aspx?',
    ];
    const read = (path: string): unknown => locate(`https://${host}/${path}`, adapters);
    for (const part of parts) expect(inProportion(read, part), part).toBe(true);
  });

  it('travels as JSON without a loss', () => {
    const { adapters } = candidates('erp.example.com');
    expect(JSON.parse(JSON.stringify(adapters))).toEqual(adapters);
  });
});

describe('an address', () => {
  it.each(urls)('%s: %s → %s', (name, url, wanted) => {
    expect(seenAs(url)).toBe(wanted);
    if (wanted !== 'none') {
      expect(locate(url, candidates(new URL(url).host).adapters)?.crm).toBe(name);
    }
  });

  it.each(urls)('%s: %s is known to one adapter at most', (_, url) => {
    const by = ADAPTERS.filter(
      ({ id }) => locate(url, candidates('', { chosen: id }).adapters) !== null,
    );
    expect(by.length).toBeLessThanOrEqual(1);
  });

  it('with an escaped or broken part is still read', () => {
    const { adapters } = candidates('127.0.0.1:1');
    expect(locate('http://127.0.0.1:1/a/north%20side/contacts/7', adapters)?.account).toBe(
      'north side',
    );
    expect(locate('http://127.0.0.1:1/a/%E0%A4%A/contacts/7', adapters)?.account).toBe('%E0%A4%A');
  });

  it('that uses a word every object has names no record', () => {
    const { adapters } = candidates('erp.example.com');
    expect(locate('https://erp.example.com/odoo/constructor/7', adapters)).toBeNull();
  });

  it('of an item of monday.com is a record where its board is said to hold one', () => {
    const [adapter] = described([
      {
        id: 'monday',
        name: 'monday.com',
        hosts: ['{account}.monday.com'],
        records: [{ address: '/boards/{type}/pulses/{id:number}/**' }],
        types: { '5501': 'contact' },
      },
    ]).adapters;
    const own = adapter === undefined ? [] : [adapter];
    const page = 'https://acme.monday.com/boards/5501/pulses/9901/posts/7';
    expect(identify(page)).toBeNull();
    expect(identify(page, own)).toEqual({
      crm: 'monday',
      account: 'acme',
      type: 'contact',
      id: '9901',
    });
    expect(identify('https://acme.monday.com/boards/5502/pulses/9901', own)).toBeNull();
  });

  it('of a Salesforce id in short form is the same record as in long form', () => {
    const page = (id: string) => `https://a.lightning.force.com/lightning/r/${id}/view`;
    const { adapters } = candidates('a.lightning.force.com');
    const [short, long] = ['003D000000QYVZ5', '003D000000QYVZ5IAP'].map((id) =>
      locate(page(id), adapters),
    );
    expect(short?.id).toBe(long?.id);
  });
});

describe('the candidates for a host', () => {
  it('are the CRM that lives there', () => {
    expect(candidates('app-eu1.hubspot.com')).toMatchObject({ home: 'hubspot' });
    expect(candidates('app.hubspot.com').adapters.map(({ id }) => id)).toEqual([
      'hubspot',
      'generic',
    ]);
  });

  it('are those that run anywhere, on a host that nobody knows', () => {
    const { home, adapters } = candidates('erp.example.com');
    expect(home).toBe('generic');
    const anywhere = ADAPTERS.filter(({ selfHosted }) => selfHosted).map(({ id }) => id);
    expect(anywhere).toEqual(expect.arrayContaining(['odoo', 'espocrm', 'twenty']));
    expect(adapters.map(({ id }) => id)).toEqual([...anywhere, 'generic']);
  });

  it('is the one that the rep has chosen', () => {
    expect(
      candidates('erp.example.com', { chosen: 'espocrm' }).adapters.map(({ id }) => id),
    ).toEqual(['espocrm', 'generic']);
  });

  it('are not fooled by a host that only begins like a CRM', () => {
    expect(candidates('app.hubspot.com.evil.example').home).toBe('generic');
    expect(seenAs('https://app.hubspot.com.evil.example/contacts/1/record/0-1/2')).toBe('none');
  });
});

describe('what identifies an address', () => {
  it('takes nothing but pages: what a script can never stand in names no record', () => {
    const record = 'app.pipedrive.com/person/7';
    expect(identify(`https://${record}`)?.crm).toBe('pipedrive');
    for (const scheme of ['ftp', 'ws', 'wss', 'chrome-extension', 'view-source'])
      expect(identify(`${scheme}://${record}`), scheme).toBeNull();
  });

  it('says every address of the files as they say themselves', () => {
    for (const [name, url, wanted] of urls) {
      const ref = identify(url);
      expect(ref === null ? 'none' : `${ref.type} ${ref.id} (${ref.account})`, url).toBe(wanted);
      expect(ref?.crm ?? name, url).toBe(name);
    }
  });
});
