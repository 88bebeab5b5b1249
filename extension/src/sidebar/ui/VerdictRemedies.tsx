/** What would change a verdict: as a button where this sidebar can do it, else as words. */
import { useState } from 'preact/hooks';
import { t } from '../../words';
import { useDesk } from '../desk';
import { lazily } from '../lazily';
import type { Target } from '../target';
import { isWhose, remedyOf } from '../verdict/way';
import type { Beside, Remedy, VerdictReason } from '../wire';
import { OverrideForm } from './VerdictOverride';

const Whose = lazily(() => import('./details').then((made) => made.Whose));

interface Props {
  reason: VerdictReason;
  beside: Beside;
  target: Target;
}

/** A control elsewhere in the sidebar that is to be used now; null while it isn't there. */
function control(selector: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(selector);
}

/** Opens a menu, or says where it is. */
function open(menu: HTMLElement): void {
  menu.focus();
  try {
    (menu as HTMLSelectElement).showPicker?.();
  } catch {
    // Not within a click: the focus has to do.
  }
}

const LINE = '.composer .from select';
const NUMBER = '.who .reach select';
const HELD = '.held button';
const MESSAGE = '.composer textarea';

/** What to do about a remedy; null for what is only to be read. */
function useWays({ reason, beside, target }: Props) {
  const { store, actions } = useDesk();
  const may = store.session.value?.may_send === true;
  const numbers = beside.people.find((one) => one.id === target.person)?.phones ?? [];
  const screen = (name: 'ask' | 'record' | 'where') => () => {
    store.consenting.value = name;
  };
  const at = (selector: string, run: (there: HTMLElement) => void) => () => {
    const there = control(selector);
    if (there !== null) run(there);
  };
  const focus = (there: HTMLElement): void => there.focus();
  const ways: Partial<Record<string, (() => void) | false>> = {
    choose_line: beside.lines.length > 1 && at(LINE, open),
    choose_number: numbers.filter((one) => one.e164 !== null).length > 1 && at(NUMBER, open),
    ask_consent: may && target.line !== null && screen('ask'),
    record_consent: may && target.phone !== null && screen('record'),
    say_where: may && target.phone !== null && screen('where'),
    settle_revocation: may && beside.consent?.open != null && at(HELD, focus),
    edit_text: at(MESSAGE, focus),
    tell_admin: () => void actions.tellAdmin(report({ reason, beside, target })),
  };
  return ({ code }: Remedy): (() => void) | null => ways[code] || null;
}

/** What an admin needs to know, in one copied sentence. */
function report({ reason, beside, target }: Props): string {
  const line = beside.lines.find((one) => one.id === target.line);
  return t('sidebar.verdict.report', {
    title: beside.verdict.title,
    words: reason.admin || reason.words,
    phone: target.phone ?? '',
    line: line === undefined ? '' : `${line.name} ${line.display}`,
    code: reason.code,
  });
}

export function Remedies(props: Props) {
  const { reason, target } = props;
  const [going, setGoing] = useState(false);
  const wayOf = useWays(props);
  const remedies = (reason.remedies ?? []).filter(({ code }) => code !== 'override');
  const override = remedyOf(reason, 'override');
  if (remedies.length === 0 && !reason.may_override) return null;
  return (
    <div class="remedies">
      {(reason.remedies ?? []).some(isWhose) && <Whose reason={reason} target={target} />}
      {remedies.map((remedy) => {
        if (isWhose(remedy)) return null;
        if (remedy.code === 'call' && target.phone !== null) {
          return (
            <a class="way" key={remedy.code} href={`tel:${target.phone}`}>
              {remedy.words}
            </a>
          );
        }
        const way = wayOf(remedy);
        return way === null ? (
          <span class="only" key={remedy.code}>
            {remedy.words}
          </span>
        ) : (
          <button type="button" class="way" key={remedy.code} onClick={way}>
            {remedy.words}
          </button>
        );
      })}
      {reason.may_override && !going && (
        <button type="button" class="way" onClick={() => setGoing(true)}>
          {override?.words ?? t('sidebar.verdict.override')}
        </button>
      )}
      {reason.may_override && going && (
        <OverrideForm code={reason.code} target={target} leave={() => setGoing(false)} />
      )}
    </div>
  );
}
