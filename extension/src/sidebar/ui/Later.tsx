/** When a text goes, if not now: the usual times on the person's clock, and any other. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../words';
import { useDesk } from '../desk';
import { clockTime, dayAndTime } from '../format/time';
import { fromField, type LaterKind, laterChoices, toField } from '../later';
import { DAY_MS, SCHEDULE_DAYS, SOONEST_MS } from '../limits';
import type { Beside, LocalTime } from '../wire';

const WORDS = {
  hour: 'sidebar.later.hour',
  morning: 'sidebar.later.morning',
  evening: 'sidebar.later.evening',
  tomorrow: 'sidebar.later.tomorrow',
  monday: 'sidebar.later.monday',
} as const satisfies Record<LaterKind, string>;

interface Props {
  beside: Pick<Beside, 'local_time' | 'schedule_days'>;
  /** `at` in ms. A click may have been led here by the page, a key can't. */
  choose(at: number, byKey: boolean): void;
  leave(): void;
}

/** The zone in which times are offered, and whose it is. */
function useZone(local: LocalTime | null): { zone: string; words: string } {
  if (local?.zone) {
    const place = local.place ?? local.zone;
    return { zone: local.zone, words: t('sidebar.later.theirs', { place }) };
  }
  return {
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    words: t('sidebar.later.yours'),
  };
}

export function Later({ beside, choose, leave }: Props) {
  const { local_time: local, schedule_days: days = SCHEDULE_DAYS } = beside;
  const { clock, locale } = useDesk();
  const { zone, words } = useZone(local);
  const now = clock.now();
  const choices = laterChoices(now, zone);
  const [typed, setTyped] = useState(() => toField(choices.at(-1)?.at ?? now, zone));
  const other = fromField(typed, zone, now, days);
  const own = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => own.current?.querySelector('button')?.focus({ preventScroll: true }), []);

  const step = (by: number): void => {
    const all = [...(own.current?.querySelectorAll<HTMLElement>('.choices button') ?? [])];
    const at = all.indexOf(document.activeElement as HTMLElement);
    if (at >= 0) all[(at + by + all.length) % all.length]?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const inField = event.target instanceof HTMLInputElement;
    if (event.key === 'Escape') leave();
    else if (event.key === 'ArrowDown' && !inField) step(1);
    else if (event.key === 'ArrowUp' && !inField) step(-1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div
      ref={own}
      class="picker later"
      role="dialog"
      aria-label={t('sidebar.later')}
      aria-describedby="later-zone"
      onKeyDown={onKeyDown}
      onFocusOut={(event) => {
        const to = event.relatedTarget;
        if (to instanceof Element && to.closest('.later') === null) leave();
      }}
    >
      <div class="choices">
        {choices.map(({ kind, at }) => (
          <button type="button" key={kind} onClick={({ detail }) => choose(at, detail === 0)}>
            <span class="name">{t(WORDS[kind])}</span>
            <span class="facts">
              {kind === 'monday' ? dayAndTime(at, now, locale, zone) : clockTime(at, locale, zone)}
            </span>
          </button>
        ))}
      </div>
      <form class="other" onSubmit={(event) => event.preventDefault()}>
        <input
          type="datetime-local"
          aria-label={t('sidebar.later.other')}
          value={typed}
          min={toField(now + SOONEST_MS, zone)}
          max={toField(now + days * DAY_MS, zone)}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
        <button
          type="submit"
          class="primary"
          disabled={other === null}
          onClick={({ detail }) => other !== null && choose(other, detail === 0)}
        >
          {t('sidebar.later.schedule')}
        </button>
      </form>
      <p id="later-zone" class="zone">
        {words}
      </p>
    </div>
  );
}
