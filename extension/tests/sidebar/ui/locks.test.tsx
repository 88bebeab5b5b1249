/** What a template locks stays as it was approved; what it asks for is filled in place. */
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/preact';
import { afterEach, describe, expect, it } from 'vitest';
import { draftKey } from '../../../src/sidebar/target';
import { expectAccessible } from '../axe';
import { target, template } from '../make';
import { write } from './advised';
import { field } from './compose';

afterEach(cleanup);

const BODY =
  '[[Your visit is {{ask: When? | in the morning / at noon}}.]] See you! [[Reply STOP to opt out.]]';
const OPEN = BODY.replaceAll(/\[\[|\]\]/g, '');
const FILLED = 'Your visit is at noon. See you! Reply STOP to opt out.';

function from(body: string, text: string) {
  const made = write({}, {}, { templates: [template({ id: 'tpl1', version: 3, body })] });
  made.drafts.write(draftKey('w1', target()), { text, template: { id: 'tpl1', version: 3 } });
  return made;
}
const type = (words: string) => fireEvent.input(field(), { target: { value: words } });
const status = () => screen.findByText(/locked/i);

describe('a template with locked words', () => {
  it('says so, and asks for what is left open in place', async () => {
    const { container } = from(BODY, OPEN);
    const ask = await screen.findByLabelText<HTMLSelectElement>('When?');
    expect([...ask.options].map((one) => one.value)).toEqual(['', 'in the morning', 'at noon']);
    fireEvent.change(ask, { target: { value: 'at noon' } });
    await waitFor(() => expect(field().value).toBe(FILLED));
    expect((await screen.findByLabelText<HTMLSelectElement>('When?')).value).toBe('at noon');
    await expectAccessible(container);
  });

  it('keeps them, whatever is typed, and lets the rest be changed', async () => {
    from(BODY, FILLED);
    await status();
    type(FILLED.replace('STOP', 'NEVER'));
    expect(field().value).toBe(FILLED);
    await screen.findByText('That part is locked. It stays as it was approved.');
    const mine = FILLED.replace('See you!', 'Bring the papers.');
    type(mine);
    await waitFor(() => expect(field().value).toBe(mine));
    await screen.findByText('Part of this text is locked and stays as it was approved.');
  });

  it('lets go of them with the whole message', async () => {
    const { drafts } = from(BODY, FILLED);
    await status();
    type('');
    await waitFor(() => expect(drafts.of(draftKey('w1', target())).peek().template).toBeNull());
    expect(screen.queryByText(/is locked/)).toBeNull();
  });

  it('says that an older draft has lost them', async () => {
    from(BODY, 'Your visit is never.');
    await screen.findByText(/^Locked words are missing/);
  });
});

describe('a template without locks', () => {
  it('asks for its slots until they are filled', async () => {
    from('The code is {{ask: Gate code | up to 4}}.', 'The code is {{ask: Gate code | up to 4}}.');
    const ask = await screen.findByLabelText<HTMLInputElement>('Gate code');
    expect(ask.maxLength).toBe(4);
    fireEvent.change(ask, { target: { value: '4711' } });
    await waitFor(() => expect(field().value).toBe('The code is 4711.'));
    expect(screen.queryByLabelText('Gate code')).toBeNull();
  });

  it('leaves a value that is missing to the fields above the words', async () => {
    from('On {{visit|date|required}}', 'On {{visit|date|required}}');
    fireEvent.change(await screen.findByLabelText('Visit'), { target: { value: 'Monday' } });
    await waitFor(() => expect(field().value).toBe('On Monday'));
  });
});
