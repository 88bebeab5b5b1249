/** The number is somebody else's: nothing more goes to it. */
import { t } from '../../../words';
import { type Filled, formOf, useSubmit } from '../../consent/forms';
import { named } from '../../target';
import { Form } from './Form';
import type { ScreenProps } from './Panel';

export function WrongForm({ target, phone, done, leave }: ScreenProps) {
  const form = formOf('wrong', phone);
  const { busy, trouble, errors, send } = useSubmit('wrong');
  const write = (change: Partial<Filled>): void => {
    form.value = { ...form.peek(), ...change };
  };
  const submit = async (): Promise<void> => {
    const note = form.peek().note.trim();
    if (!(await send({ phone, ...named(target), note }))) return;
    write({ note: '' });
    done(t('sidebar.consent.wrong.done'));
  };
  return (
    <Form
      does={t('sidebar.consent.wrong')}
      tone="stop"
      {...{ busy, trouble, leave }}
      added={{ id: 'wrong', form, errors, write }}
      submit={() => void submit()}
    >
      <p class="quiet">{t('sidebar.consent.wrong.about', { name: target.short })}</p>
    </Form>
  );
}
