/**
 * Says to every sidebar of this page (its frame, the side panel) whose record is open and what the
 * page shows of it. A sidebar that connects late gets all that is true now.
 */
import type { Boot } from '../boot';
import { toPage } from '../checks/to_page';
import type { PortLike } from '../chrome';
import type { PageSelectors } from '../crm/adapter';
import { type FromPage, PORT, type ToPage } from '../messages';
import { type CrmId, type RecordRef, recordKey } from '../record';
import { type Handlers, type Line, line } from '../rpc';
import type { Front, InFront } from './front';
import type { Reader } from './read';

export interface Wishes extends Omit<Handlers<ToPage>, 'ready' | 'look'> {
  /** Find out now whose record is open. */
  look(): void;
  /** A sidebar listens; `panel` is one outside the page. */
  joined(panel: boolean): void;
}

export interface Announcer {
  route(address: string): void;
  join(port: PortLike, wishes: Wishes): void;
  tell<K extends keyof FromPage & string>(kind: K, payload: FromPage[K]): void;
  /** End every line. */
  close(): void;
}

export function announcer(
  boot: Pick<Boot, 'home' | 'adapters'>,
  front: Front['record'],
  reader: Reader,
  now: () => Pick<FromPage, 'theme' | 'shown'>,
  /** A record's page could not be read. */
  unread: (crm: CrmId) => void,
): Announcer {
  const lines = new Set<Line<FromPage>>();
  let record: FromPage['record'] | null = null;
  let hint: FromPage['hint'] | null = null;
  let key = '';
  let count = 0;
  let over: InFront['over'] = null;

  const pageOf = (ref: RecordRef | null): PageSelectors | undefined =>
    over?.[1] ?? boot.adapters.find((one) => one.id === (ref?.crm ?? boot.home))?.page;

  const tell: Announcer['tell'] = (kind, payload) => {
    for (const each of lines) each.tell(kind, payload);
  };

  const read = async (): Promise<void> => {
    const of = record;
    if (of === null || lines.size === 0) return;
    const page = pageOf(of.ref);
    // A CRM's lists are full of numbers that belong to nobody in particular.
    if (!page || (of.ref === null && over === null && page.text === null)) return;
    const reading = await reader.start(of.ref, page);
    if (reading === null || record?.seq !== of.seq) return;
    if (of.ref && reading.state === 'unreadable') unread(of.ref.crm);
    hint = { seq: of.seq, ...reading };
    tell('hint', hint);
  };

  return {
    tell,
    close() {
      reader.stop();
      for (const each of lines) each.close();
    },
    route(address) {
      const { ref, over: above } = front(address);
      const next = ref === null ? (address.split('#')[0] ?? '') : recordKey(ref);
      if (next === key && above?.[0] === over?.[0]) return;
      key = next;
      over = above;
      hint = null;
      reader.stop();
      // A record without a name is as a page of nobody's: its numbers lead to the conversation.
      const crm = ref?.crm ?? (over ? 'generic' : boot.home);
      record = { seq: ++count, ref, crm, host: new URL(address).host };
      tell('record', record);
      void read();
    },
    join(port, wishes) {
      const each = line<FromPage, ToPage>(port, {
        checks: toPage,
        on: {
          ...wishes,
          look(asked) {
            wishes.look();
            each.tell('looked', asked);
          },
          ready() {
            const facts = now();
            each.tell('theme', facts.theme);
            each.tell('shown', facts.shown);
            if (record !== null) each.tell('record', record);
            if (hint !== null) each.tell('hint', hint);
            else void read();
            wishes.joined(port.name === PORT.panel);
          },
        },
      });
      lines.add(each);
      each.closed.addEventListener('abort', () => lines.delete(each));
    },
  };
}
