/** Small fields for what a template could not fill. What is typed goes into the text. */
import { useLayoutEffect, useRef } from 'preact/hooks';
import { plural, t } from '../../../words';
import { useDesk } from '../../desk';
import { templateFields } from '../../format/template';
import { filledIn, spoken } from '../../templates/fields';
import { asking } from '../../templates/insert';

interface Props {
  text: string;
  write(words: string): void;
}

/** The longest value that makes sense in a text. */
const MOST = 200;

export function Missing({ text, write }: Props) {
  const { store } = useDesk();
  const names = templateFields(text);
  const own = useRef<HTMLFieldSetElement>(null);
  const wanted = asking.value;
  useLayoutEffect(() => {
    if (!wanted) return;
    asking.value = false;
    own.current?.querySelector('input')?.focus({ preventScroll: true });
  }, [wanted]);

  const take = (name: string, value: string): boolean => {
    if (value.trim() === '') return false;
    write(filledIn(text, name, value));
    return true;
  };
  const onKeyDown = (event: KeyboardEvent, name: string): void => {
    const field = event.currentTarget as HTMLInputElement;
    if (event.key !== 'Enter' || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    const inputs = [...(own.current?.querySelectorAll('input') ?? [])];
    const next = inputs[inputs.indexOf(field) + 1];
    if (!take(name, field.value)) return;
    if (next === undefined) store.focus.value += 1;
    else next.focus({ preventScroll: true });
  };
  if (names.length === 0) return null;
  return (
    <fieldset ref={own} class="lacks" aria-describedby="lacks-why">
      <legend class="unseen">{t('sidebar.missing')}</legend>
      <p id="lacks-why" role="status">
        {plural('sidebar.missing.why', names.length)}
      </p>
      {names.map((name) => (
        <label key={name}>
          <span>{spoken(name)}</span>
          <input
            type="text"
            required
            dir="auto"
            autocomplete="off"
            maxLength={MOST}
            onKeyDown={(event) => onKeyDown(event, name)}
            onChange={(event) => take(name, event.currentTarget.value)}
          />
        </label>
      ))}
    </fieldset>
  );
}
