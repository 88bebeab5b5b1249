import { beforeEach, describe, expect, it } from 'vitest';
import { hubspot } from '../../src/crm/hubspot';
import { odoo } from '../../src/crm/odoo';
import { census } from '../../src/page/census';
import { show } from './dom';

const take = (adapter = odoo) => census(document, adapter.page);
const SECRETS = ['Ada', '4155550123', '65b1c2', 'secret', '98765', 'mary', 'https', '/people'];

beforeEach(() => show(''));

describe('what is said of a page that could not be read', () => {
  it('is nothing where its parts are there', () => {
    show(
      '<div class="o_form_view"><h1><span>Ada</span></h1><div class="o_field_phone"></div></div>',
    );
    expect(take()).toBeNull();
  });

  it('is nothing under a dialog, and nothing of a number that may simply not exist', () => {
    show('<div role="dialog">Log a call</div>');
    expect(take()).toBeNull();
    show('<main><h1>Ada</h1></main>');
    expect(take(hubspot)).toBeNull();
  });

  it.each([
    ['<p>Ada</p>', ['record']],
    ['<div class="o_form_view"><p>Ada</p></div>', ['heading', 'phones']],
    ['<div class="o_form_view"><h1><span>Ada</span></h1></div>', ['phones']],
  ])('%s: what is missing', (html, missing) => {
    show(html);
    expect(take()?.missing).toEqual(missing);
  });

  it('is tags, roles, names of data attributes and counts, and no word of anybody', () => {
    show(`<main id="secret" class="secret mary" data-record="65b1c2" data-mary-98765="1" data-b="secret">
      <x-card-98765>Ada</x-card-98765><x-card role="mary" title="secret">4155550123</x-card>
      <ul role="list" aria-label="Ada"><li>Ada</li><li>Ben</li><li>Cy</li></ul>
      <a href="tel:4155550123">call</a><a href="https://secret/people/7">x</a>
      <!-- secret --><script>secret</script><style>.secret{}</style></main>`);
    const said = take();
    expect(said?.outline).toEqual([
      '>main[data-b][data-record]',
      '>>?',
      '>>x-card',
      '>>ul(list)',
      '>>>li ×3',
      '>>a ×2',
    ]);
    expect(said?.counts).toMatchObject({ tel: 1, main: 1, h1: 0 });
    for (const secret of SECRETS) expect(JSON.stringify(said)).not.toContain(secret);
  });

  it('ends, however large the page', () => {
    const deep = `${'<div>'.repeat(12)}${'</div>'.repeat(12)}`;
    show(
      Array.from(
        { length: 400 },
        (_, n) => `<section data-${'ab'.repeat(1 + (n % 15))}="1">${deep}</section>`,
      ).join(''),
    );
    const said = take();
    expect(said?.outline.length).toBeLessThanOrEqual(150);
    expect(Math.max(...(said?.outline ?? []).map((line) => line.lastIndexOf('>') + 1))).toBe(9);
  });
});
