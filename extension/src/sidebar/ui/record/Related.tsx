/** What goes on with them in the CRM: open deals, the latest tickets, the last order. */
import { t } from '../../../words';
import { useDesk } from '../../desk';
import { when } from '../../format/facts';
import { shortDay } from '../../format/time';
import { money } from '../../record/money';
import type { ContextCard } from '../../wire';

type Line = NonNullable<ContextCard['related']>[number];

const KINDS = {
  deal: 'sidebar.crm.deal',
  ticket: 'sidebar.crm.ticket',
  order: 'sidebar.crm.order',
} as const;

const KINDS_UNTITLED = {
  deal: 'sidebar.crm.deal.untitled',
  ticket: 'sidebar.crm.ticket.untitled',
  order: 'sidebar.crm.order.untitled',
} as const;

/** The server lets through what is on the CRM's own host; here nothing but a secure page. */
const secure = (url: string | null): string | undefined =>
  url !== null && /^https:\/\/[^/]/i.test(url) ? url : undefined;

function One({ line, crm }: { line: Line; crm: string }) {
  const { clock, locale } = useDesk();
  const now = clock.minute.value;
  const url = secure(line.url);
  const title = line.title || t(KINDS_UNTITLED[line.kind]);
  // A day has no zone: at noon it is the same day in all of them.
  const closes = line.closes_on && shortDay(`${line.closes_on}T12:00:00`, now, locale);
  const said = [
    line.stage,
    money(line.amount, line.currency, locale),
    closes && t('sidebar.crm.closes', { day: closes }),
    line.changed_at && t('sidebar.crm.changed', { when: when(line.changed_at, now, locale) }),
  ].filter(Boolean);
  const read = t('sidebar.crm.read', { crm, when: when(line.at, now, locale) });
  return (
    <li data-kind={line.kind}>
      <span class="fine">{t(KINDS[line.kind])}</span>
      <span title={read}>
        {url === undefined ? (
          <bdi class="value">{title}</bdi>
        ) : (
          <a class="value" dir="auto" href={url} target="_blank" rel="noopener noreferrer">
            {title}
          </a>
        )}
        {said.length > 0 && <span class="said">{said.join(' · ')}</span>}
      </span>
    </li>
  );
}

export function Related({ context }: { context: ContextCard }) {
  const { related = [], crm_name: crm } = context;
  if (related.length === 0) return null;
  return (
    <ul class="going" aria-label={t('sidebar.crm.going', { crm })}>
      {related.map((line, i) => (
        <One key={`${i} ${line.kind} ${line.title}`} line={line} crm={crm} />
      ))}
    </ul>
  );
}
