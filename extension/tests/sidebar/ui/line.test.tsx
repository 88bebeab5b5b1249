import { cleanup, fireEvent, screen, waitFor } from '@testing-library/preact';
import { afterEach, describe, expect, it } from 'vitest';
// Loading it from source takes longer than a test waits.
import '../../../src/sidebar/ui/LineChange';
import { expectAccessible } from '../axe';
import { beside, page, text } from '../make';
import { compose } from './compose';

afterEach(cleanup);

const line = () => screen.getByRole<HTMLSelectElement>('combobox', { name: 'Line' });
const choose = (id: string) => fireEvent.change(line(), { target: { value: id } });
const asked = () => screen.findByRole('alertdialog', { name: 'Line' });

describe('the line', () => {
  it('is always said, with name and number, and picked like any menu', () => {
    const { painter } = compose();
    expect([...line().options].map((option) => option.text)).toEqual([
      'Denver Sales · +1 720 555 0100',
      'Gulf Branch · +1 850 555 0111 (an admin paused it)',
    ]);
    choose('l2');
    expect(painter.pin).toHaveBeenCalledWith({ line: 'l2' });
  });
});

describe('another line than the one they know', () => {
  const known = () => compose({ beside: beside({ timeline: page(text({ seq: 1 })) }) });

  it('is asked about first, and keeping is one key', async () => {
    const { painter, container } = known();
    await choose('l2');
    const notice = await asked();
    expect(notice.textContent).toContain('Anna knows you from +1 720 555 0100.');
    await waitFor(() => expect(document.activeElement?.textContent).toBe('Keep'));
    await expectAccessible(container);
    fireEvent.click(screen.getByRole('button', { name: 'Keep' }));
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    expect(painter.pin).not.toHaveBeenCalled();
    expect(line().value).toBe('l1');
  });

  it('is taken when the rep says so; Escape keeps', async () => {
    const { painter } = known();
    await choose('l2');
    fireEvent.keyDown(await asked(), { key: 'Escape' });
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    await choose('l2');
    await asked();
    fireEvent.click(screen.getByRole('button', { name: 'Change' }));
    expect(painter.pin).toHaveBeenCalledTimes(1);
    expect(painter.pin).toHaveBeenCalledWith({ line: 'l2' });
  });

  it('is no question where they know that one, too, or another number of theirs was texted', () => {
    const both = compose({
      beside: beside({ timeline: page(text({ seq: 1, line_id: 'l2' }), text({ seq: 2 })) }),
    });
    choose('l2');
    expect(both.painter.pin).toHaveBeenCalledWith({ line: 'l2' });
    cleanup();
    const other = compose({
      beside: beside({ timeline: page(text({ seq: 1, phone: '+17205550199' })) }),
    });
    choose('l2');
    expect(other.painter.pin).toHaveBeenCalledWith({ line: 'l2' });
  });
});
