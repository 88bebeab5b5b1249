/** They asked to stop by another way than a text. It closes at once, and nobody here can undo it. */
import { useState } from 'preact/hooks';
import { t, type WordKey } from '../../../words';
import { type Filled, formOf, momentOf, useSubmit } from '../../consent/forms';
import type { Wishes } from '../../consent/ledger';
import { useDesk } from '../../desk';
import { toField } from '../../later';
import { Field } from './Field';
import { Form } from './Form';
import type { ScreenProps } from './Panel';

type Channel = Wishes['stopped']['channel'];

const CHANNELS = {
  phone: 'sidebar.consent.told.phone',
  email: 'sidebar.consent.told.email',
  in_person: 'sidebar.consent.told.in_person',
  letter: 'sidebar.consent.told.letter',
  web: 'sidebar.consent.told.web',
  other: 'sidebar.consent.told.other',
} as const satisfies Record<Channel, WordKey>;

const isChannel = (value: string): value is Channel => Object.hasOwn(CHANNELS, value);

export function StoppedForm({ target, phone, done, leave }: ScreenProps) {
  const { clock } = useDesk();
  const form = formOf('stopped', phone);
  const { busy, trouble, errors: refused, send } = useSubmit('stopped');
  const [lacks, setLacks] = useState<Record<string, string>>({});
  const [sure, setSure] = useState(false);
  const errors = { ...refused, ...lacks };
  const now = form.value;
  const write = (change: Partial<Filled>): void => {
    setLacks({});
    setSure(false);
    form.value = { ...form.peek(), ...change };
  };
  const submit = async (): Promise<void> => {
    const { channel, when, words, note } = form.peek();
    const told_at = momentOf(when);
    const lacking = {
      ...(isChannel(channel) ? {} : { channel: t('sidebar.consent.told.missing') }),
      ...(told_at === undefined ? { told_at: t('sidebar.consent.when.wrong') } : {}),
    };
    setLacks(lacking);
    if (!isChannel(channel) || told_at === undefined) return;
    if (!sure) {
      setSure(true);
      return;
    }
    const texts = { words: words.trim(), note: note.trim() };
    const went = await send({ phone, person: target.person, channel, told_at, ...texts });
    if (!went) return;
    form.value = { ...form.peek(), channel: '', words: '', when: '', note: '' };
    done(t('sidebar.consent.stopped.done', { name: target.short }));
  };
  const latest = toField(clock.now(), Intl.DateTimeFormat().resolvedOptions().timeZone);
  return (
    <Form
      does={t(sure ? 'sidebar.consent.stopped.sure' : 'sidebar.consent.stopped.do', {
        name: target.short,
      })}
      tone="stop"
      {...{ busy, trouble, leave }}
      submit={() => void submit()}
    >
      <p class="quiet">{t('sidebar.consent.stopped.about', { name: target.short })}</p>
      <Field id="stopped-channel" name={t('sidebar.consent.told')} error={errors.channel}>
        {(ties) => (
          <select
            {...ties}
            value={now.channel}
            required
            onChange={(event) => write({ channel: event.currentTarget.value })}
          >
            <option value="">{t('sidebar.consent.told.choose')}</option>
            {(Object.keys(CHANNELS) as Channel[]).map((channel) => (
              <option key={channel} value={channel} selected={channel === now.channel}>
                {t(CHANNELS[channel])}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field
        id="stopped-when"
        name={t('sidebar.consent.when')}
        hint={t('sidebar.consent.when.hint')}
        error={errors.told_at}
      >
        {(ties) => (
          <input
            {...ties}
            type="datetime-local"
            max={latest}
            value={now.when}
            onInput={(event) => write({ when: event.currentTarget.value })}
          />
        )}
      </Field>
      <Field id="stopped-words" name={t('sidebar.consent.stopped.words')} error={errors.words}>
        {(ties) => (
          <textarea
            {...ties}
            rows={2}
            maxLength={2000}
            value={now.words}
            onInput={(event) => write({ words: event.currentTarget.value })}
          />
        )}
      </Field>
      <Field id="stopped-note" name={t('sidebar.consent.note')} error={errors.note}>
        {(ties) => (
          <textarea
            {...ties}
            rows={2}
            maxLength={1000}
            value={now.note}
            onInput={(event) => write({ note: event.currentTarget.value })}
          />
        )}
      </Field>
      {sure && (
        <p class="trouble" role="alert">
          {t('sidebar.consent.stopped.last', { name: target.short })}
        </p>
      )}
    </Form>
  );
}
