/** A field with its name above, and under it what is wrong with it. */
import type { ComponentChild } from 'preact';
import { t } from '../../../words';
import { useDesk } from '../../desk';
import { toField } from '../../later';

interface Props {
  id: string;
  name: string;
  hint?: string;
  error?: string | undefined;
  /** The control itself, which takes what ties it to its name, hint and error. */
  children(ties: Ties): ComponentChild;
}

interface Ties {
  id: string;
  'aria-invalid': boolean;
  'aria-describedby'?: string;
}

export function Field({ id, name, hint, error, children }: Props) {
  const about = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div class="field">
      <label for={id}>{name}</label>
      {hint && (
        <p id={`${id}-hint`} class="fine">
          {hint}
        </p>
      )}
      {children({
        id,
        'aria-invalid': error !== undefined,
        ...(about === '' ? {} : { 'aria-describedby': about }),
      })}
      {error && (
        <p id={`${id}-error`} class="fine stop">
          {error}
        </p>
      )}
    </div>
  );
}

interface WordsProps extends Omit<Props, 'children'> {
  rows: number;
  most: number;
  required?: boolean;
  value: string;
  write(value: string): void;
}

export function Words({ rows, most, required = false, value, write, ...field }: WordsProps) {
  return (
    <Field {...field}>
      {(ties) => (
        <textarea
          {...ties}
          rows={rows}
          maxLength={most}
          required={required}
          value={value}
          onInput={(event) => write(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

/** When it happened, in the rep's own zone; empty for now. */
export function When({
  value,
  write,
  id,
  error,
}: Pick<WordsProps, 'value' | 'write' | 'id' | 'error'>) {
  const { clock } = useDesk();
  const latest = toField(clock.now(), Intl.DateTimeFormat().resolvedOptions().timeZone);
  return (
    <Field
      id={id}
      name={t('sidebar.consent.when')}
      hint={t('sidebar.consent.when.hint')}
      error={error}
    >
      {(ties) => (
        <input
          {...ties}
          type="datetime-local"
          max={latest}
          value={value}
          onInput={(event) => write(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

interface Choice<T extends string> {
  value: T;
  words: string;
  hint?: string;
}

interface ChoicesProps<T extends string> {
  name: string;
  group: string;
  choices: readonly Choice<T>[];
  chosen: T;
  pick(value: T): void;
  error?: string | undefined;
}

/** A question with a few answers, all of them in sight. */
export function Choices<T extends string>(props: ChoicesProps<T>) {
  const { name, group, choices, chosen, pick, error } = props;
  return (
    <fieldset class="field">
      <legend>{name}</legend>
      {choices.map(({ value, words, hint }) => (
        <label key={value} class="choice">
          <input
            type="radio"
            name={group}
            value={value}
            checked={value === chosen}
            onChange={() => pick(value)}
          />
          <span>
            {words}
            {hint && <span class="fine">{hint}</span>}
          </span>
        </label>
      ))}
      {error && <p class="fine stop">{error}</p>}
    </fieldset>
  );
}
