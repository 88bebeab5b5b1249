/** A form of the panel: its fields, and the ending that all of them share. */
import type { ComponentChildren } from 'preact';
import { Ending, type EndingProps } from './Ending';

interface Props extends EndingProps {
  submit(): void;
  children: ComponentChildren;
}

export function Form({ submit, children, ...ending }: Props) {
  return (
    <form
      class="screen"
      noValidate
      aria-busy={ending.busy}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {children}
      <Ending {...ending} />
    </form>
  );
}
