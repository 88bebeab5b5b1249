/** Consent that was given outside of texts: said or signed, in their words, with what proves it. */
import { useState } from 'preact/hooks';
import { t } from '../../../words';
import { type Filled, formOf, momentOf, useSubmit } from '../../consent/forms';
import { named } from '../../target';
import { Choices, When, Words } from './Field';
import { Form } from './Form';
import type { ScreenProps } from './Panel';

const LEAST_WORDS = 3;
const MOST_WORDS = 2000;

/** What is missing before it is worth asking the server. */
function missing({ words, method, scope, files, when }: Filled): Record<string, string> {
  const found: Record<string, string> = {};
  if (words.trim().length < LEAST_WORDS) found.words = t('sidebar.consent.words.missing');
  if (momentOf(when) === undefined) found.obtained_at = t('sidebar.consent.when.wrong');
  if (method === 'paper' && files.length === 0) found.evidence = t('sidebar.consent.files.missing');
  if (method === 'verbal' && scope === 'marketing')
    found.scope = t('sidebar.consent.what.unsigned');
  return found;
}

export function RecordForm({ target, phone, done, leave }: ScreenProps) {
  const form = formOf('record', phone);
  const { busy, trouble, errors: refused, send } = useSubmit('record');
  const [lacks, setLacks] = useState<Record<string, string>>({});
  const errors = { ...refused, ...lacks };
  const now = form.value;
  const write = (change: Partial<Filled>): void => {
    setLacks({});
    form.value = { ...form.peek(), ...change };
  };
  const paper = now.method === 'paper';
  const submit = async (): Promise<void> => {
    const lacking = missing(form.peek());
    setLacks(lacking);
    if (Object.keys(lacking).length > 0) return;
    const { method, scope, words, when, files, note } = form.peek();
    const went = await send({
      phone,
      ...named(target),
      method,
      scope,
      strength: method === 'paper' ? 'written' : 'express',
      words: words.trim(),
      obtained_at: momentOf(when) ?? null,
      basis: null,
      basis_at: null,
      evidence: files.map(({ id }) => id),
      note: note.trim(),
    });
    if (!went) return;
    form.value = { ...form.peek(), words: '', when: '', note: '', files: [] };
    done(t('sidebar.consent.recorded'));
  };
  return (
    <Form
      does={t('sidebar.consent.record')}
      {...{ busy, trouble, leave }}
      added={{ id: 'consent', form, errors, evidence: true, write }}
      submit={() => void submit()}
    >
      <p class="quiet">{t('sidebar.consent.record.about', { name: target.short })}</p>
      <Choices
        name={t('sidebar.consent.how')}
        group="method"
        chosen={now.method}
        pick={(method) => write({ method })}
        error={errors.method}
        choices={[
          { value: 'verbal', words: t('sidebar.consent.how.verbal') },
          { value: 'paper', words: t('sidebar.consent.how.paper') },
        ]}
      />
      <Choices
        name={t('sidebar.consent.what')}
        group="scope"
        chosen={now.scope}
        pick={(scope) => write({ scope })}
        error={errors.scope ?? errors.strength}
        choices={[
          {
            value: 'informational',
            words: t('sidebar.consent.what.informational'),
            hint: t('sidebar.consent.what.informational.hint'),
          },
          {
            value: 'marketing',
            words: t('sidebar.consent.what.marketing'),
            hint: t('sidebar.consent.what.marketing.hint'),
          },
        ]}
      />
      <Words
        id="consent-words"
        name={t(paper ? 'sidebar.consent.words.paper' : 'sidebar.consent.words')}
        hint={t('sidebar.consent.words.hint')}
        error={errors.words}
        rows={3}
        most={MOST_WORDS}
        required
        value={now.words}
        write={(words) => write({ words })}
      />
      <When
        id="consent-when"
        error={errors.obtained_at}
        value={now.when}
        write={(when) => write({ when })}
      />
    </Form>
  );
}
