import { cleanup, fireEvent, screen, waitFor } from '@testing-library/preact';
import { afterEach, describe, expect, it } from 'vitest';
// Loading it from source takes longer than a test waits.
import '../../../src/sidebar/ui/Chooser';
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

async function choose(chosen: string | null = null, people = PEOPLE) {
  const made = makeDesk({
    beside: beside({
      state: chosen === null ? 'choose' : 'person',
      record: { ...REF, type: 'company', name: 'Alpine Dental Group', known: true },
      people,
      person_id: chosen,
    }),
  });
  const shown = show(made.desk, <App root={document.createElement('div')} />);
  if (chosen === null) await screen.findByRole('heading', { name: 'Who do you want to text?' });
  return { ...made, ...shown };
}

describe('the chooser', () => {
  it('asks under the name of the record, with a fact about each person', async () => {
    await choose();
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Alpine Dental Group');
    expect(screen.getByText('4 people share or use this record')).toBeTruthy();
    expect(screen.getAllByRole('listitem').map((item) => item.textContent)).toEqual([
      expect.stringContaining('Operations lead · texted 5 min ago'),
      expect.stringContaining('Partner · same number as Front desk · wrote Nov 12'),
      expect.stringContaining('+1 720 555 0170 · same number as Dr. Daniel Roth · never texted'),
      expect.stringContaining('Cannot: asked to stop, Oct 2'),
    ]);
  });

  it('says of each their role here, both last texts, and why they are offered', async () => {
    await choose(null, [
      person({
        hint: {
          role: 'Decision maker',
          primary: true,
          reason: 'member',
          words: 'Named on this record in the CRM',
        },
        last_inbound_at: '2026-11-12T10:00:00.000Z',
        last_outbound_at: '2026-11-22T12:55:00.000Z',
      }),
    ]);
    const [one] = screen.getAllByRole('listitem');
    expect(one?.textContent).toContain('Decision maker · texted 5 min ago · wrote Nov 12');
    expect(one?.textContent).toContain('Named on this record in the CRM');
  });

  it('takes a press, remembers it and fetches that person', async () => {
    const { painter, api } = await choose();
    fireEvent.click(screen.getByRole('button', { name: /^Dr\. Daniel Roth/ }));
    expect(painter.pin).toHaveBeenCalledWith({ person: 'p2' });
    await waitFor(() => expect(api.choose).toHaveBeenCalledWith(REF, 'p2'));
  });

  it('takes a digit', async () => {
    const { painter } = await choose();
    await waitFor(() => {
      fireEvent.keyDown(document.body, { key: '3' });
      expect(painter.pin).toHaveBeenCalledWith({ person: 'p3' });
    });
    fireEvent.keyDown(document.body, { key: '9' });
    expect(painter.pin).toHaveBeenCalledTimes(1);
  });

  it('can be reached again from the person, and left without a change', async () => {
    const { painter } = await choose('p1');
    fireEvent.click(screen.getByRole('button', { name: 'Not Anna? Choose again' }));
    expect(await screen.findByText('Who do you want to text?')).toBeTruthy();
    await waitFor(() => {
      fireEvent.keyDown(document.body, { key: 'Escape' });
      expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Anna Fernández');
    });
    expect(painter.pin).not.toHaveBeenCalled();
  });

  it('leads to saying that one of them does not belong there', async () => {
    const { store } = await choose('p1');
    fireEvent.click(screen.getByRole('button', { name: 'Not Anna? Choose again' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Anna does not belong here' }));
    expect(store.relinking.value).toBe(true);
    expect(store.choosing.value).toBe(false);
  });

  it('is accessible', async () => {
    const { container } = await choose();
    await expectAccessible(container);
  });
});
