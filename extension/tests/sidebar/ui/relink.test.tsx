import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { expectAccessible } from '../axe';
import { beside, person, phone, REF } from '../make';
import { context, found } from '../make_record';
import { compose } from './compose';
import { STRANGER } from './panel';

afterEach(cleanup);

type Answers = Record<string, unknown>;
function talking(change: Parameters<typeof beside>[0], answers: Answers = {}) {
  const json = vi.fn(async (method: string, path: string, _wish: { body?: unknown } = {}) => {
    const answer = answers[`${method} ${path}`];
    if (answer instanceof Error) throw answer;
    return answer;
  });
  const made = compose({
    beside: beside({ context: context(), ...change }),
    api: { json: json as never },
  });
  const asked = (path: string) =>
    json.mock.calls.filter(([, to]) => to === path).map(([, , wish]) => wish?.body);
  return { ...made, asked };
}
const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));

describe('“Not Anna?”', () => {
  const ROTH = person({ id: 'p2', name: 'Daniel Roth', first_name: 'Daniel' });

  it('says that the log moves, and takes nobody for an answer', async () => {
    const { asked, painter, container } = talking({});
    press('Not Anna?');
    const dialog = await screen.findByRole('dialog', { name: 'Not Anna?' });
    expect(dialog.textContent).toContain('What was logged of Anna on it moves away');
    await expectAccessible(container);
    press(/^Nobody here/);
    await waitFor(() =>
      expect(asked('/records/not-them')).toEqual([{ record: REF, not_person: 'p1', person: null }]),
    );
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(painter.refresh).toHaveBeenCalled();
  });

  it('can be taken back', async () => {
    const { asked, painter } = talking({});
    press('Not Anna?');
    await screen.findByRole('dialog');
    press(/^Nobody here/);
    await screen.findByText("This record is not Anna's any more.");
    press('Undo');
    await waitFor(() =>
      expect(asked('/records/link')).toEqual([{ person: 'p1', record: REF, instead_of: null }]),
    );
    await waitFor(() => expect(painter.pin).toHaveBeenCalledWith({ person: 'p1' }));
  });

  it('of several is answered with another one, where the record is theirs', async () => {
    const { asked, store, painter } = talking({ people: [person(), ROTH] });
    store.relinking.value = true;
    const dialog = await screen.findByRole('dialog', { name: 'Not Anna?' });
    fireEvent.click(within(dialog).getByRole('button', { name: /^Daniel Roth/ }));
    await waitFor(() =>
      expect(asked('/records/not-them')).toEqual([{ record: REF, not_person: 'p1', person: 'p2' }]),
    );
    await waitFor(() => expect(painter.pin).toHaveBeenCalledWith({ person: 'p2' }));
  });

  it('is not asked once the page shows another record', async () => {
    const { asked, page, store } = talking({});
    store.relinking.value = true;
    await screen.findByRole('dialog');
    page.look.mockResolvedValue(false);
    press(/^Nobody here/);
    await waitFor(() => expect(store.toast.value).not.toBeNull());
    expect(asked('/records/not-them')).toEqual([]);
  });
});

describe('a number that nobody here knows', () => {
  const NAMELESS = {
    people: [person({ name: '', first_name: '', title: '', company: '', phones: [phone()] })],
  };
  const answered = (change: object) => ({
    'POST /records/search': { items: [], complete: true, create: [], ...change },
  });

  it('is looked for, and linked to who it is', async () => {
    const { asked, painter, container } = talking(NAMELESS, answered({ items: [found()] }));
    const region = await screen.findByRole('region', { name: 'Who is +1 720 555 0142?' });
    await within(region).findByText(/Buyer · Cole & Sons/);
    await expectAccessible(container);
    press('Link to Ben Cole');
    await waitFor(() =>
      expect(asked('/records/link')).toEqual([
        { person: 'p1', record: found().record, instead_of: null },
      ]),
    );
    await waitFor(() => expect(painter.refresh).toHaveBeenCalled());
    expect(asked('/records/search')).toEqual([{ phone: '+17205550142' }]);
  });

  it('that no CRM has can be made a contact in its own pages', async () => {
    const create = [{ crm_name: 'HubSpot', url: 'https://app.hubspot.com/new' }];
    talking(NAMELESS, answered({ create }));
    const link = await screen.findByRole('link', { name: 'Create contact in HubSpot' });
    expect(link.getAttribute('href')).toBe('https://app.hubspot.com/new');
    expect(screen.getByText('No CRM has this number.')).toBeTruthy();
  });

  it('is no customer, says the rep, and may be one after all', async () => {
    const { asked } = talking(NAMELESS, answered({}));
    await screen.findByText('No CRM has this number.');
    press('Not a customer');
    await screen.findByText(/are not listed as unknown/);
    press('Undo');
    await waitFor(() =>
      expect(asked('/unmatched/customer')).toEqual([
        { phone: '+17205550142', customer: false },
        { phone: '+17205550142', customer: true },
      ]),
    );
  });

  it('that a colleague has marked says so, and may be a customer’s after all', async () => {
    const { asked } = talking(NAMELESS, answered({ not_customer: true }));
    await screen.findByText(/are not listed as unknown/);
    press('Undo');
    await waitFor(() =>
      expect(asked('/unmatched/customer')).toEqual([{ phone: '+17205550142', customer: true }]),
    );
  });

  it('of somebody who is here already is theirs with one press', async () => {
    const items = [found({ people: [{ id: 'p7', name: 'Ben Cole' }] })];
    const { asked } = talking(STRANGER, answered({ items }));
    await screen.findByText(/Already here as Ben Cole/);
    press('This is Ben Cole');
    await waitFor(() => expect(asked('/records/person')).toEqual([{ record: REF, person: 'p7' }]));
  });

  it('is looked for again where a CRM has not answered', async () => {
    const { asked } = talking(NAMELESS, { 'POST /records/search': new Error('late') });
    await screen.findByText('Not every CRM has answered.');
    press('Look again');
    await waitFor(() => expect(asked('/records/search')).toHaveLength(2));
  });
});
