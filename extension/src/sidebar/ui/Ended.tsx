/** Under a text that did not arrive, or may not have: why, and what a rep can do about it. */
import { t } from '../../words';
import { useDesk } from '../desk';
import { dayAndTime } from '../format/time';
import type { Beside, MessageItem, PersonPhone } from '../wire';

interface EndedProps {
  item: MessageItem;
  status: string;
  /** Whom it was for. */
  name: string;
  /** The rep may write it again. */
  again: boolean;
}

/** What an admin needs to look it up, with the words the rep sees. */
function useReport(item: MessageItem, name: string): string {
  const { clock, locale } = useDesk();
  const title = item.failure?.title ?? item.state_words;
  return t('sidebar.failed.report', {
    name,
    phone: item.phone,
    time: dayAndTime(item.at, clock.now(), locale),
    title,
    words: item.failure?.words ?? '',
    id: item.id,
  });
}

/** What is offered follows the reason: nobody resends to a number that can't receive texts. */
export function Ended({ item, status, name, again }: EndedProps) {
  const { actions, store } = useDesk();
  const beside = store.snapshot.value?.beside;
  const other = beside && otherPhone(beside, item);
  const report = useReport(item, name);
  const next: readonly string[] = item.failure?.next ?? ['edit_and_resend', 'call'];
  return (
    <div class="ended">
      <p class="meta failed">
        <span class="fail">{status}</span>
        {again && next.includes('edit_and_resend') && (
          <button type="button" onClick={() => actions.writeAgain(item)}>
            {t('sidebar.failed.again')}
          </button>
        )}
        {again && other && next.includes('other_number') && (
          <button type="button" onClick={() => void actions.toOtherPhone(item, other)}>
            {t('sidebar.failed.other_number', { number: other.display })}
          </button>
        )}
        {again && next.includes('wait') && (
          <button type="button" onClick={() => actions.writeLater(item)}>
            {t('sidebar.failed.later')}
          </button>
        )}
        {next.includes('tell_admin') && (
          <button type="button" onClick={() => void actions.tellAdmin(report)}>
            {t('sidebar.failed.tell_admin')}
          </button>
        )}
        {next.includes('call') && <a href={`tel:${item.phone}`}>{t('sidebar.call')}</a>}
      </p>
      {item.failure && <p class="why">{item.failure.words}</p>}
    </div>
  );
}

/** Another number of the same person that can be texted. */
function otherPhone({ people }: Beside, item: MessageItem): PersonPhone | undefined {
  const person = people.find((one) => one.id === item.person_id);
  return person?.phones.find((one) => one.e164 !== item.phone && one.e164 && !one.problem);
}

/** Whether it left is not known: the rep may know better, from the contact or a phone in hand. */
export function Doubt({ item, decide }: { item: MessageItem; decide: boolean }) {
  const { actions } = useDesk();
  if (!item.failure) return null;
  const may = decide && item.failure.next.includes('settle');
  return (
    <div class="ended">
      <p class="why">{item.failure.words}</p>
      {may && (
        <p class="meta">
          <button type="button" onClick={() => void actions.settle(item, 'sent')}>
            {t('sidebar.doubt.sent')}
          </button>
          <button type="button" onClick={() => void actions.settle(item, 'not_sent')}>
            {t('sidebar.doubt.not_sent')}
          </button>
        </p>
      )}
    </div>
  );
}
