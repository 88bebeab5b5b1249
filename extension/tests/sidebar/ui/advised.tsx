/** A composer whose words are checked, and what stands under them. */
import { screen, within } from '@testing-library/preact';
import type { Composing } from '../../../src/sidebar/wire';
import { beside, composing } from '../make';
import { compose } from './compose';

type Given = NonNullable<Parameters<typeof compose>[0]>;

export const write = (
  change: Partial<Composing> = {},
  more: Parameters<typeof beside>[0] = {},
  given: Given = {},
) => compose({ ...given, beside: beside({ composing: composing(change), ...more }) });

export const strip = () => screen.findByRole('region', { name: 'About the words' });
export const says = async (words: string | RegExp) => within(await strip()).findByText(words);
export const does = async (name: string | RegExp) =>
  within(await strip()).getByRole('button', { name });
export const said = () => screen.getByRole('status', { name: 'About the words' }).textContent;
