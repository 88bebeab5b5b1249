/** The list of states, when the server can't be reached. Its own file: it is kept once it is had. */
import { cleanup, fireEvent, screen } from '@testing-library/preact';
import { afterEach, expect, it } from 'vitest';
import { Unreachable } from '../../../src/sidebar/api';
import { expectAccessible } from '../axe';
import { dialog, opened } from './panel';

afterEach(cleanup);

it('says so, and is asked for again', async () => {
  let reachable = false;
  opened('where', () => {
    if (!reachable) throw new Unreachable('down');
    return { items: [{ code: 'CO', name: 'Colorado', country: 'US', zones: [] }] };
  });
  expect((await screen.findByRole('alert')).textContent).toContain('could not be had');
  await expectAccessible(await dialog());
  reachable = true;
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByRole('option', { name: 'Colorado' })).toBeTruthy();
  expect(screen.queryByRole('alert')).toBeNull();
});
