/** Where they are, from the verdict's clock to a state and the part of it. */
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, describe, expect, it } from 'vitest';
import { Problem } from '../../../src/sidebar/api';
import { expectAccessible } from '../axe';
import { beside, help, proof, reason, session, verdict } from '../make';
import { compose } from './compose';
import { BEN, dialog, opened, posts, press, STRANGER } from './panel';

afterEach(cleanup);

const STATES = {
  items: [
    {
      code: 'CO',
      name: 'Colorado',
      country: 'US',
      zones: [{ zone: 'America/Denver', place: 'Colorado' }],
    },
    {
      code: 'FL',
      name: 'Florida',
      country: 'US',
      zones: [
        { zone: 'America/Chicago', place: 'Pensacola' },
        { zone: 'America/New_York', place: 'Miami' },
      ],
    },
    {
      code: 'CA-QC',
      name: 'Québec',
      country: 'CA',
      zones: [{ zone: 'America/Toronto', place: 'Québec' }],
    },
  ],
};

const answer = (path: string): unknown => (path.endsWith('/states') ? STATES : undefined);
const choose = (name: string | RegExp, value: string) =>
  fireEvent.change(screen.getByRole('combobox', { name }), { target: { value } });
const stateField = () => screen.findByRole('combobox', { name: 'State or province' });

describe('the clock of a reason', () => {
  const quiet = (...remedies: ReturnType<typeof help>[]) =>
    verdict({
      state: 'wait',
      reasons: [
        reason({
          weight: 'wait',
          remedies,
          evidence: [
            proof({ kind: 'local_time', words: '8:47 PM in Pensacola, by the area code' }),
            proof({ kind: 'local_time', words: '9:47 PM in Miami, by the area code' }),
          ],
        }),
      ],
    });
  const why = () => fireEvent.click(screen.getByRole('button', { name: 'Why' }));

  it('leads to saying where they are, once', async () => {
    const { store } = compose({ beside: beside({ verdict: quiet() }) });
    why();
    fireEvent.click(await screen.findByRole('button', { name: 'They are somewhere else' }));
    expect(store.consenting.value).toBe('where');
  });

  it('leaves it to the remedy where there is one', async () => {
    const { store } = compose({
      beside: beside({ verdict: quiet(help('say_where', 'Say where they are')) }),
    });
    why();
    fireEvent.click(await screen.findByRole('button', { name: 'Say where they are' }));
    expect(store.consenting.value).toBe('where');
    expect(screen.queryByRole('button', { name: 'They are somewhere else' })).toBeNull();
  });

  it('is only shown to who may only read', async () => {
    const { store } = compose({
      beside: beside({ verdict: quiet(help('say_where', 'Say where they are')) }),
    });
    store.session.value = session({ role: 'auditor', may_send: false });
    why();
    expect((await screen.findByText('Say where they are')).tagName).toBe('SPAN');
    expect(screen.queryByRole('button', { name: 'They are somewhere else' })).toBeNull();
  });
});

describe('saying where they are', () => {
  it('is one choice where a state has one clock', async () => {
    const { json, number, painter, store } = opened('where', answer);
    await stateField();
    choose('State or province', 'CO');
    expect(screen.queryByRole('radio')).toBeNull();
    press('They are there');
    await waitFor(() => expect(painter.refresh).toHaveBeenCalled());
    expect(posts(json, '/whereabouts')).toEqual([
      { phone: number, person: 'p1', new_person: null, state: 'CO', zone: null },
    ]);
    expect(store.toast.value?.words).toBe('Noted where Anna is.');
    expect(store.consenting.value).toBeNull();
  });

  it('asks for the part of a state with several, with the time there now', async () => {
    const { json } = opened('where', answer);
    await stateField();
    choose('State or province', 'FL');
    const part = within(await screen.findByRole('group', { name: /Florida has several clocks/ }));
    expect(part.getByText('It is 7:00 AM there now.')).toBeTruthy();
    expect(part.getByRole<HTMLInputElement>('radio', { name: /I don’t know/ }).checked).toBe(true);
    fireEvent.click(part.getByRole('radio', { name: /The same as Pensacola/ }));
    press('They are there');
    await waitFor(() =>
      expect(posts(json, '/whereabouts')[0]).toMatchObject({
        state: 'FL',
        zone: 'America/Chicago',
      }),
    );
  });

  it('is a zone in another country', async () => {
    const { json } = opened('where', answer);
    await stateField();
    choose('State or province', 'elsewhere');
    press('They are there');
    expect(await screen.findByText('Choose where they are.')).toBeTruthy();
    expect(posts(json, '/whereabouts')).toEqual([]);
    choose('Time zone', 'Asia/Tokyo');
    expect(await screen.findByText('It is 10:00 PM there now.')).toBeTruthy();
    press('They are there');
    await waitFor(() =>
      expect(posts(json, '/whereabouts')[0]).toMatchObject({ state: null, zone: 'Asia/Tokyo' }),
    );
  });

  it('names whom the page shows where nobody here knows them yet', async () => {
    const { json } = opened('where', answer, STRANGER);
    await stateField();
    choose('State or province', 'CA-QC');
    press('They are there');
    await waitFor(() => expect(posts(json, '/whereabouts')[0]).toMatchObject(BEN));
  });

  it('shows beside its field what the server refuses', async () => {
    opened('where', (path) => {
      if (path.endsWith('/states')) return STATES;
      throw new Problem(422, 'zone_not_of_state', 'No part of Florida has the time of Denver.');
    });
    await stateField();
    choose('State or province', 'FL');
    press('They are there');
    expect((await screen.findByRole('alert')).textContent).toContain('No part of Florida');
  });

  it('is accessible', async () => {
    opened('where', answer);
    await stateField();
    await expectAccessible(await dialog());
    choose('State or province', 'FL');
    await screen.findByRole('group', { name: /several clocks/ });
    await expectAccessible(await dialog());
  });
});
