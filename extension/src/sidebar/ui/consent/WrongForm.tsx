/** The number is somebody else's: nothing more goes to it. */
import { t } from '../../../words';
import { formOf, useSubmit } from '../../consent/forms';
import { Field } from './Field';
import { Form } from './Form';
import type { ScreenProps } from './Panel';

export function WrongForm({ target, phone, done, leave }: ScreenProps) {
  const form = formOf('wrong', phone);
  const { busy, trouble, errors, send } = useSubmit('wrong');
  const submit = async (): Promise<void> => {
    const note = form.peek().note.trim();
    if (!(await send({ phone, person: target.person, note }))) return;
    form.value = { ...form.peek(), note: '' };
    done(t('sidebar.consent.wrong.done'));
  };
  return (
    <Form
      does={t('sidebar.consent.wrong')}
      tone="stop"
      {...{ busy, trouble, leave }}
      submit={() => void submit()}
    >
      <p class="quiet">{t('sidebar.consent.wrong.about', { name: target.short })}</p>
      <Field id="wrong-note" name={t('sidebar.consent.note')} error={errors.note}>
        {(ties) => (
          <textarea
            {...ties}
            rows={3}
            maxLength={1000}
            value={form.value.note}
            onInput={(event) => {
              form.value = { ...form.peek(), note: event.currentTarget.value };
            }}
          />
        )}
      </Field>
    </Form>
  );
}
