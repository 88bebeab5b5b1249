/** What was written before: in a template, to this person, to others; and what is refused here. */
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, describe, expect, it } from 'vitest';
import { mark } from '../../../src/sidebar/content/copies';
import { draftKey } from '../../../src/sidebar/target';
import { expectAccessible } from '../axe';
import { page, target, template, text } from '../make';
import { does, said, says, strip, write } from './advised';
import { field, modEnter, send, type } from './compose';

afterEach(cleanup);

const BODY =
  'Hi {{first_name|there}}, your visit at {{company}} is booked. Shall we bring samples?';
const FILLED = 'Hi Anna, your visit at Alpine Dental is booked. Shall we bring samples?';
const TEMPLATES = [template({ id: 'tpl1', version: 3, body: BODY })];
const SAID = 'Your trays are ready at the front desk, come by any time you like.';

/** Our texts, the oldest first. */
const sent = (...texts: string[]) => ({
  timeline: page(...texts.map((words, index) => text({ seq: index + 1, text: words }))),
});
const measure = () => screen.findByRole('region', { name: 'How much was written before' });
const measured = async () => {
  const meter = (await measure()).querySelector('meter');
  const words = document.getElementById(meter?.getAttribute('aria-labelledby') ?? '')?.textContent;
  return [meter?.getAttribute('value'), words];
};
const noMeasure = () =>
  expect(screen.queryByRole('region', { name: 'How much was written before' })).toBeNull();

/** Types words with one mark too many: once that is said, all else would be, too. */
async function nothingElseIsSaidOf(words: string) {
  await type(`${words}!!!`);
  await says(/One exclamation mark|One mark/);
  expect(within(await strip()).getAllByRole('listitem')).toHaveLength(1);
}

/** A composer whose draft began with a template. */
function fromTemplate(words = FILLED, more: Parameters<typeof write>[1] = {}) {
  const made = write({}, more, { templates: TEMPLATES });
  made.drafts.write(draftKey('w1', target()), {
    text: words,
    template: { id: 'tpl1', version: 3 },
  });
  return made;
}

describe('a text of the template alone', () => {
  it('is measured, and something personal may be added where it ends', async () => {
    fromTemplate();
    expect(await measured()).toEqual(['100', 'The template, word for word']);
    fireEvent.click(screen.getByRole('button', { name: 'Add something personal' }));
    expect(document.activeElement).toBe(field());
    await waitFor(() => expect(field().value).toBe(`${FILLED} `));
    expect(field().selectionStart).toBe(FILLED.length + 1);
    await type(`${FILLED} I hope the move went well and the new rooms are bright.`);
    await waitFor(async () => expect((await measured())[1]).toMatch(/^\d\d% is the template$/));
    expect(screen.queryByRole('button', { name: 'Add something personal' })).toBeNull();
  });

  it('holds nothing back and takes no focus', async () => {
    const { api } = fromTemplate();
    field().focus();
    await measure();
    expect(document.activeElement).toBe(field());
    expect(send().disabled).toBe(false);
    modEnter();
    await waitFor(() => expect(api.send).toHaveBeenCalledTimes(1));
  });

  it('is told to who can not see it', async () => {
    fromTemplate();
    await waitFor(() => expect(said()).toContain('The template, word for word'));
  });

  it('is known as well where the draft was kept, and the templates are not here yet', async () => {
    const { desk } = write({}, { templates_version: '7' }, { templates: null });
    desk.drafts.write(draftKey('w1', target()), {
      text: FILLED,
      template: { id: 'tpl1', version: 3 },
    });
    await waitFor(() => expect(desk.catalog.want).toHaveBeenCalledWith('7'));
  });

  it('is warned of where they have read it, and the warning says why', async () => {
    fromTemplate(FILLED, sent(FILLED, 'See you then.'));
    await says(/They have read this template/);
    fireEvent.click(await does(/^Why/));
    await says(/as if no person had written it/);
    fireEvent.click(await does(/^Dismiss/));
    await waitFor(() =>
      expect(screen.queryByRole('region', { name: 'About the words' })).toBeNull(),
    );
    expect(document.activeElement).toBe(field());
  });
});

describe('the measure', () => {
  it('can be dismissed, and Escape in it leads back to the words', async () => {
    fromTemplate();
    const away = within(await measure()).getByRole('button', { name: /^Dismiss/ });
    away.focus();
    fireEvent.keyDown(away, { key: 'Escape' });
    expect(document.activeElement).toBe(field());
    fireEvent.click(away);
    await waitFor(noMeasure);
    expect(document.activeElement).toBe(field());
  });

  it('is not there for words of the rep’s own', async () => {
    write({}, sent(SAID));
    await nothingElseIsSaidOf('Good to hear it, I will ask Maya and call you this afternoon');
    noMeasure();
  });

  it('is accessible, beside a warning and alone', async () => {
    const { container } = fromTemplate(FILLED, sent(FILLED));
    await measure();
    await strip();
    await expectAccessible(container);
  });
});

describe('a text that this person got before', () => {
  it('is warned of, and measured', async () => {
    write({}, sent(SAID, 'See you then.'));
    await type(SAID);
    await says(/You sent them this before/);
    expect(await measured()).toEqual(['100', 'Word for word as before']);
  });

  it('is another one with another time', async () => {
    write({}, sent('Your visit is on Friday at 3 PM as we planned it.'));
    await nothingElseIsSaidOf('Your visit is on Tuesday at 9 AM as we planned it');
  });

  it.each([
    'canceled',
    'undelivered',
    'failed',
  ] as const)('is none that was %s: they have not read it', async (state) => {
    write({}, { timeline: page(text({ seq: 1, text: SAID, state })) });
    await nothingElseIsSaidOf(SAID);
  });

  it('is none that they wrote, or that went to another number', async () => {
    const theirs = text({ seq: 1, text: SAID, direction: 'in' });
    const elsewhere = text({ seq: 2, text: SAID, phone: '+13035550177' });
    write({}, { timeline: page(theirs, elsewhere) });
    await nothingElseIsSaidOf(SAID);
  });
});

describe('a text that others got within the hour (P-4)', () => {
  const WORDS = 'Hi Anna, your roof inspection is booked for Tuesday at 3 PM. See you there.';

  it('is a hint from three on, a warning from ten, and tells no words of theirs', async () => {
    const { unmount } = write({ copied: { [mark(WORDS)]: 3 } });
    await type(WORDS.replace('Anna', 'Dana').replace('Tuesday', 'Friday'));
    await says(/went to others 3 times/);
    expect(said()).toBe('1 hint');
    unmount();
    write({ copied: { [mark(WORDS)]: 12 } });
    await type(WORDS);
    await says(/went to others 12 times/);
    expect(said()).toBe('1 warning');
    expect(send().disabled).toBe(false);
  });

  it('is measured against how many may get it, and one’s own words end that', async () => {
    const { container } = write({ copied_today: { [mark(WORDS)]: 12 }, most_alike: 25 });
    await type(WORDS.replace('Anna', 'Dana'));
    expect(await measured()).toEqual([
      '48',
      '12 others got these words today; at 25 they can’t go',
    ]);
    expect(send().disabled).toBe(false);
    await expectAccessible(container);
    fireEvent.click(screen.getByRole('button', { name: 'Add something personal' }));
    expect(document.activeElement).toBe(field());
    await type(`${WORDS} I hope the little one is well again.`);
    await waitFor(noMeasure);
  });

  it('is told before the press that would be refused', async () => {
    write({ copied_today: { [mark(WORDS)]: 25 }, most_alike: 25 });
    await type(WORDS);
    const words = '25 others got these words today: they can’t go like this';
    expect(await measured()).toEqual(['100', words]);
    await waitFor(() => expect(said()).toContain(words));
  });

  it('is none in other words', async () => {
    write({ copied: { [mark(WORDS)]: 12 } });
    await nothingElseIsSaidOf(
      'Hi Anna, your roof inspection has to move. Which day suits you best',
    );
  });
});

describe('what a policy refuses, though it is only warned of elsewhere (X-2)', () => {
  const GATE = 'The gate code is 4821#, come in.';

  it('is refused before the press as at the press', async () => {
    const { api } = write({ block_warnings: ['access_code'] });
    await type(GATE);
    await says(/An access code/);
    expect(within(await strip()).getByRole('listitem').className).toBe('is-block');
    expect(within(await strip()).queryByRole('button', { name: /^Dismiss/ })).toBeNull();
    await waitFor(() => expect(send().disabled).toBe(true));
    modEnter();
    await waitFor(() => expect(said()).toBe('1 problem'));
    expect(api.send).not.toHaveBeenCalled();
  });

  it('may be something else, as the rep says; then the server decides', async () => {
    const { api } = write({ block_warnings: ['access_code'] });
    await type(GATE);
    fireEvent.click(await does(/It is something else/));
    await says(/The server decides/);
    await waitFor(() => expect(send().disabled).toBe(false));
    modEnter();
    await waitFor(() => expect(api.send).toHaveBeenCalledTimes(1));
  });

  it('stays a warning where the policy does not', async () => {
    write({ block_warnings: ['iban'] });
    await type(GATE);
    await says(/An access code/);
    expect(send().disabled).toBe(false);
  });
});
