/** A whole conversation with its composer, and what a rep does in it. */
import { fireEvent, screen } from '@testing-library/preact';
// What comes lazily is here already: loading it from source takes longer than a test waits.
import '../../../src/sidebar/content/checking';
import '../../../src/sidebar/ui/checked';
import '../../../src/sidebar/ui/templates/parts';
import '../../../src/sidebar/ui/record/parts';
import { PersonView } from '../../../src/sidebar/ui/PersonView';
import { makeDesk, show } from '../desk';

type Options = NonNullable<Parameters<typeof makeDesk>[0]>;

export function compose(options: Options = {}) {
  const made = makeDesk(options);
  const ui = () => {
    const shown = made.store.snapshot.value;
    return shown === null ? null : <PersonView snapshot={shown} dimmed={false} />;
  };
  const Live = () => ui();
  return { ...made, ...show(made.desk, <Live />) };
}

export const field = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message' });
export const send = () => screen.getByRole<HTMLButtonElement>('button', { name: 'Send' });
export const type = (words: string) => fireEvent.input(field(), { target: { value: words } });
export const click = (element: Element) => fireEvent.click(element, { detail: 1 });
export const modEnter = (on: Element = field()) =>
  fireEvent.keyDown(on, { key: 'Enter', ctrlKey: true });
