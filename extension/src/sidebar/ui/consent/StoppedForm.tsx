/** They asked to stop by another way than a text. It closes at once, and nobody here can undo it. */
import { useState } from 'preact/hooks';
import { t, type WordKey } from '../../../words';
import { type Filled, formOf, momentOf, useSubmit } from '../../consent/forms';
import type { Wishes } from '../../consent/ledger';
import { named } from '../../target';
import { Field, When, Words } from './Field';
import { Form } from './Form';
import type { ScreenProps } from './Panel';

const MOST_WORDS = 2000;

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
    const went = await send({ phone, ...named(target), channel, told_at, ...texts });
    if (!went) return;
    form.value = { ...form.peek(), channel: '', words: '', when: '', note: '' };
    done(t('sidebar.consent.stopped.done', { name: target.short }));
  };
  return (
    <Form
      does={t(sure ? 'sidebar.consent.stopped.sure' : 'sidebar.consent.stopped.do', {
        name: target.short,
      })}
      tone="stop"
      {...{ busy, trouble, leave }}
      added={{ id: 'stopped', form, errors, write }}
      warning={sure ? t('sidebar.consent.stopped.last', { name: target.short }) : undefined}
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
      <When
        id="stopped-when"
        error={errors.told_at}
        value={now.when}
        write={(when) => write({ when })}
      />
      <Words
        id="stopped-words"
        name={t('sidebar.consent.stopped.words')}
        error={errors.words}
        rows={2}
        most={MOST_WORDS}
        value={now.words}
        write={(words) => write({ words })}
      />
    </Form>
  );
}
