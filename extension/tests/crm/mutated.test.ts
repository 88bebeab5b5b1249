/**
 * The guard against pages that drift: each adapter's pages are rebuilt at random, in many ways, and
 * whatever comes of it, nobody else's number is taken for the record's, and what is reported of the
 * page holds no word of it.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv/dist/2020';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Adapter, OWN, PLAIN_PAGE } from '../../src/crm/adapter';
import { ADAPTERS } from '../../src/crm/index';
import { identify } from '../../src/identify';
import { census } from '../../src/page/census';
import { type Glimpse, glimpse } from '../../src/page/glimpse';
import { reader } from '../../src/page/read';
import type { RecordRef } from '../../src/record';
import { show } from '../page/dom';
import { MUTATIONS, mutate, randomly } from './mutations';
import { draw, isDrawn, OTHERS, type Shown } from './pages';

const ROUNDS = 60;
const LONG_MS = 60_000;
const ADA: Shown = { name: 'Ada Lovelace', phone: '(720) 555-0142' };
const SECRETS = [ADA, ...OTHERS]
  .flatMap(({ name, phone }) => [...name.split(' '), phone.slice(-8), phone.replace(/\D/g, '')])
  .concat('css-', 'c7205550142', 'Byron', 'Phone', 'Called');

const openapi = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../shared_schemas/openapi.json'), 'utf8'),
);
const isTaken = new Ajv({ strict: false }).compile({
  $ref: '#/components/schemas/PageStructure',
  components: openapi.components,
});

const digits = (phone: string): string => phone.replace(/\D/g, '');
const others = OTHERS.map(({ name }) => name);

/** A record of theirs, as the first of their addresses that names one does. */
async function recordOf(id: string): Promise<RecordRef | null> {
  const { testUrls } = await import(`../../src/crm/${id}.ts`);
  const refs = (testUrls as string[]).map((line) => identify(line.split(' → ')[0] ?? ''));
  return refs.find((ref) => ref?.crm === id) ?? null;
}
interface Known {
  adapter: Adapter;
  ref: RecordRef;
}
const known: Known[] = [];
for (const adapter of ADAPTERS) {
  const ref = await recordOf(adapter.id);
  if (ref !== null) known.push({ adapter, ref });
}
/** One for each kind of page: what is read of those that nobody has described is the same. */
const kinds = known.filter(
  ({ adapter }, at) => known.findIndex((one) => one.adapter.page === adapter.page) === at,
);
const named = (all: Known[]) => all.map((one) => [one.adapter.id, one] as const);

const look = ({ ref, adapter }: Known): Glimpse | null => glimpse(document, ref, adapter.page);
const read = ({ ref, adapter }: Known) =>
  reader(document, async () => undefined).start(ref, adapter.page);
/** Whose a part of the page is, only its roles say. */
const facts = ({ adapter }: Known) => ({ ...ADA, roles: adapter.page.phones.includes(OWN) });

/** What any page may lead to. */
function expectSafe(one: Known, how: string): void {
  const said = `${one.adapter.id}: ${how}\n${document.body.innerHTML}`;
  const seen = look(one);
  for (const phone of seen?.phones ?? []) expect(digits(phone), said).toBe(digits(ADA.phone));
  for (const other of others) expect(seen?.name ?? '', said).not.toContain(other);
  // A page that says by itself whose it is may have no place for numbers at all.
  if (!seen?.none || seen.phones.length > 0 || one.adapter.page.identity !== null) return;
  const shown = document.querySelector(`[value="${ADA.phone}"], [href="tel:${digits(ADA.phone)}"]`);
  expect(shown, said).toBeNull();
}

function expectCensored({ adapter }: Known, how: string): void {
  const said = census(document, adapter.page);
  if (said === null) return;
  const where = `${adapter.id}: ${how}`;
  expect(isTaken(said), where).toBe(true);
  for (const secret of SECRETS) expect(JSON.stringify(said), where).not.toContain(secret);
}

beforeEach(() => show(''));

describe.each(named(kinds))('pages of %s', (id, one) => {
  it.runIf(isDrawn(id) || one.adapter.page === PLAIN_PAGE)('are read as they are', async () => {
    show(draw(ADA, one.ref));
    expect(await read(one)).toMatchObject({ state: 'read', name: ADA.name });
    expectSafe(one, 'as it is');
    expect(census(document, one.adapter.page)).toBeNull();
  });

  it.each(Object.keys(MUTATIONS))(
    'are read right or not at all when %s',
    (name) => {
      for (let seed = 1; seed <= 6; seed += 1) {
        show(draw(ADA, one.ref));
        MUTATIONS[name]?.(document.body, randomly(seed), facts(one));
        expectSafe(one, `${seed}: ${name}`);
        expectCensored(one, `${seed}: ${name}`);
      }
    },
    LONG_MS,
  );

  it(
    'are read right or not at all however they are rebuilt',
    () => {
      for (let seed = 1; seed <= ROUNDS; seed += 1) {
        show(draw(ADA, one.ref));
        const how = mutate(document.body, randomly(seed), facts(one)).join(', ');
        expectSafe(one, `${seed}: ${how}`);
        expectCensored(one, `${seed}: ${how}`);
      }
    },
    LONG_MS,
  );
});

describe('a page that lost what it was read by', () => {
  const lose = (one: Known, what: keyof typeof MUTATIONS): void => {
    show(draw(ADA, one.ref));
    MUTATIONS[what]?.(document.body, randomly(1), facts(one));
  };

  it.each(
    named(kinds.filter(({ adapter }) => adapter.page.identity === null)),
  )('of %s can’t be read without its heading, and is reported', async (_, one) => {
    lose(one, 'the heading is gone');
    expect(await read(one)).toEqual({ state: 'unreadable', name: null, phones: [] });
    expect(census(document, one.adapter.page)?.missing).toContain('heading');
  });

  it.each(
    named(kinds.filter(({ adapter }) => adapter.page.field !== null)),
  )('of %s is not said to have no number once that is no link', async (_, one) => {
    lose(one, 'the number is no link any more');
    expect(await read(one)).toMatchObject({ state: 'unreadable', phones: [] });
  });
});
