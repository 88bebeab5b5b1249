/** Before the one text that asks for consent goes: to whom, from where, and what it says. */
import { t } from '../../../words';
import { useSubmit } from '../../consent/forms';
import { useDesk } from '../../desk';
import { named } from '../../target';
import { reasonFor } from '../../verdict/way';
import { Form } from './Form';
import type { ScreenProps } from './Panel';

export function AskForm({ beside, target, phone, done, leave }: ScreenProps) {
  const { actions } = useDesk();
  const { busy, trouble, send } = useSubmit('ask');
  const line = beside.lines.find((one) => one.id === target.line);
  const wording = reasonFor(beside.verdict, 'ask_consent')?.evidence?.find(
    ({ kind }) => kind === 'text',
  )?.words;
  const submit = async (): Promise<void> => {
    if (target.line === null) return;
    // It is a text like any other: to whom the page still shows, or not at all.
    if (!(await actions.sure(target))) return;
    if (await send({ phone, ...named(target), line: target.line })) {
      done(t('sidebar.consent.ask.done', { name: target.short }));
    }
  };
  return (
    <Form
      does={t('sidebar.consent.ask.do')}
      {...{ busy, trouble, leave }}
      submit={() => void submit()}
    >
      <p class="quiet">{t('sidebar.consent.ask.about', { name: target.short })}</p>
      {wording === undefined ? (
        <p class="quiet">{t('sidebar.consent.ask.unseen')}</p>
      ) : (
        <figure class="preview">
          <figcaption class="fine">
            {t('sidebar.consent.ask.text', { name: target.short })}
          </figcaption>
          <p class="bubble" dir="auto">
            {wording}
          </p>
        </figure>
      )}
      {line !== undefined && (
        <p class="fine">{t('sidebar.line.choice', { name: line.name, number: line.display })}</p>
      )}
    </Form>
  );
}
