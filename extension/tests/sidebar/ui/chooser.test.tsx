import { cleanup, fireEvent, screen, waitFor } from '@testing-library/preact';
import { afterEach, describe, expect, it } from 'vitest';
import { App } from '../../../src/sidebar/ui/App';
import { expectAccessible } from '../axe';
import { makeDesk, show } from '../desk';
import { beside, person, phone, REF } from '../make';

afterEach(cleanup);

const PEOPLE = [
  person({ last_outbound_at: '2026-11-22T12:55:00.000Z' }),
  person({
    id: 'p2',
    name: 'Dr. Daniel Roth',
    first_name: 'Daniel',
    title: 'Partner',
    phones: [phone({ e164: '+17205550170', display: '+1 720 555 0170' })],
    last_inbound_at: '2026-11-12T10:00:00.000Z',
  }),
  person({
    id: 'p3',
    name: 'Front desk',
    title: '',
    phones: [phone({ e164: '+17205550170', display: '+1 720 555 0170' })],
  }),
  person({
    id: 'p4',
    name: 'Kim Sato',
    phones: [phone({ e164: '+17205550144' })],
    opted_out_at: '2026-10-02T16:12:00.000Z',
  }),
];

function choose(chosen: string | null = null) {
  const made = makeDesk({
    beside: beside({
      state: chosen === null ? 'choose' : 'person',
      record: { ...REF, type: 'company', name: 'Alpine Dental Group', known: true },
      people: PEOPLE,
      person_id: chosen,
    }),
  });
  return { ...made, ...show(made.desk, <App root={document.createElement('div')} />) };
}

describe('the chooser', () => {
  it('asks under the name of the record, with a fact about each person', () => {
    choose();
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Alpine Dental Group');
    expect(screen.getByText('4 people share or use this record')).toBeTruthy();
    expect(screen.getAllByRole('listitem').map((item) => item.textContent)).toEqual([
      expect.stringContaining('Operations lead · texted 5 min ago'),
      expect.stringContaining('Partner · same number as Front desk · wrote Nov 12'),
      expect.stringContaining('+1 720 555 0170 · same number as Dr. Daniel Roth · never texted'),
      expect.stringContaining('Cannot: asked to stop, Oct 2'),
    ]);
  });

  it('takes a press, remembers it and fetches that person', async () => {
    const { painter, api } = choose();
    fireEvent.click(screen.getByRole('button', { name: /^Dr\. Daniel Roth/ }));
    expect(painter.pin).toHaveBeenCalledWith({ person: 'p2' });
    await waitFor(() => expect(api.choose).toHaveBeenCalledWith(REF, 'p2'));
  });

  it('takes a digit', () => {
    const { painter } = choose();
    fireEvent.keyDown(document.body, { key: '3' });
    expect(painter.pin).toHaveBeenCalledWith({ person: 'p3' });
    fireEvent.keyDown(document.body, { key: '9' });
    expect(painter.pin).toHaveBeenCalledTimes(1);
  });

  it('can be reached again from the person, and left without a change', async () => {
    const { painter } = choose('p1');
    fireEvent.click(screen.getByRole('button', { name: 'Not Anna? Choose again' }));
    expect(await screen.findByText('Who do you want to text?')).toBeTruthy();
    fireEvent.keyDown(document.body, { key: 'Escape' });
    await waitFor(() =>
      expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Anna Fernández'),
    );
    expect(painter.pin).not.toHaveBeenCalled();
  });

  it('is accessible', async () => {
    const { container } = choose();
    await expectAccessible(container);
  });
});
