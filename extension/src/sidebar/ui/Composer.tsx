/** Where a text or a note is written. Bound to one person, number and line: its `target`. */
import './Composer.css';
import './Later.css';
import './Locks.css';
import './media/Tray.css';
import './templates/Missing.css';
import './templates/Picker.css';
import './Split.css';
import { useRef, useState } from 'preact/hooks';
import type { Actions } from '../actions';
import type { Part } from '../content/checking';
import { useChecking } from '../content/composing';
import { useDesk } from '../desk';
import { type Draft, rewritten } from '../drafts';
import { withMedia } from '../format/media';
import { useKeyboard } from '../keys';
import { lazily } from '../lazily';
import { useAttaching, useDrop } from '../media/attaching';
import { type Entry, isTo, isUndecided } from '../outbox';
import { type Press, usePress } from '../press';
import { useSeeking } from '../seeking';
import { draftKey, type Target } from '../target';
import { goesAt, type Way, wayOf } from '../verdict/way';
import type { Beside, Verdict } from '../wire';
import { Advice } from './Advice';
import { Closed } from './Closed';
import { ComposerChecks } from './ComposerChecks';
import { ComposerField, useAsked } from './ComposerField';
import { ComposerTools } from './ComposerTools';
import { FromRow } from './FromRow';
import { DropTarget } from './media/DropTarget';

const Locks = lazily(() => import('./Locks').then((made) => made.Locks));
const Picker = lazily(() => import('./templates/parts').then((made) => made.Picker));
const Missing = lazily(() => import('./templates/parts').then((made) => made.Missing));
const Tray = lazily(() => import('./media/Tray').then((made) => made.Tray));
const Passed = lazily(() => import('./details').then((made) => made.VerdictPassed));
const Undecided = lazily(() => import('./checked').then((made) => made.Undecided));
const Later = lazily(() => import('./Later').then((made) => made.Later));
const Split = lazily(() => import('./checked').then((made) => made.Split));

/** What the server takes (contracts/timeline.py). */
const MOST = { text: 1600, note: 4000 } as const;

interface Props {
  beside: Beside;
  target: Target;
  workspace: string;
}

/** Whether a draft can go as it stands, and what of it can't. */
function fitness({ text, mode }: Draft, attached: boolean) {
  const lacks = mode === 'text' && text.includes('{{');
  const tooLong = text.length > MOST[mode];
  const something = text.trim() !== '' || attached;
  return { tooLong, lacks, fits: something && !lacks && !tooLong };
}

/** A note may always be added. */
const mayGo = (mode: Draft['mode'], good: boolean, closed: boolean): boolean =>
  mode === 'note' || (good && !closed);

/** And it goes alone. */
const goesWith = ({ mode, media }: Draft): boolean => mode === 'text' && media.length > 0;

const isClosed = (way: Way, { phone, line }: Target): boolean =>
  way === 'shut' || phone === null || line === null;

/** While a text waits for the rep's word. */
const keysOf = (moved: Entry, locked: boolean, actions: Actions) => ({
  send: () => locked || actions.goOn(moved),
  escape() {
    actions.backToDraft(moved);
    return true;
  },
});

const chosen = (press: Press) => (at: number, byKey: boolean) =>
  byKey ? press.byKey(at) : press.byClick(at);

const when = <T,>(possible: boolean, does: T): T | null => (possible ? does : null);

/** What the next text goes past; nearly never anything. */
function GoesPast(props: { verdict: Verdict; draft: string; overrides: Draft['overrides'] }) {
  return props.overrides?.length ? <Passed verdict={props.verdict} draft={props.draft} /> : null;
}

export function Composer({ beside, target, workspace }: Props) {
  const { store, actions, drafts, outbox, guard, clock } = useDesk();
  const key = draftKey(workspace, target);
  const written = drafts.of(key).value;
  const { text, mode, media } = written;
  const note = mode === 'note';
  const field = useRef<HTMLTextAreaElement>(null);
  /** Whether the times for sending later are offered. */
  const [choosingTime, setChoosingTime] = useState(false);
  /** A long text, cut into several. */
  const [parts, setParts] = useState<readonly Part[] | null>(null);

  const locked = store.locked.value;
  const canNote = target.person !== null && store.session.value?.may_send === true;
  const { verdict } = beside;
  const way = wayOf(verdict, written.overrides);
  const closed = isClosed(way, target);
  const moved = outbox.entries.value.find((one) => isUndecided(one) && isTo(one, target));
  const writing = !locked && !note && !closed && moved === undefined;
  /** While a press is looked into, what it sends must not change. */
  const held = useRef(false);
  const attaching = useAttaching({
    workspace,
    target,
    lines: beside.lines,
    open: () => writing && !held.current,
  });
  const dragging = useDrop(attaching.add);

  const attached = goesWith(written) || (!note && attaching.busy);
  const { tooLong, lacks, fits } = fitness(written, attached);
  const ready = !locked && fits && mayGo(mode, attaching.good, closed);

  const press = usePress(guard, async (at) => {
    setChoosingTime(false);
    // In parts, they have a Send of their own.
    if (!ready || parts !== null) return;
    const goes = at ?? goesAt(verdict, way, clock.now());
    const went = await (note
      ? actions.note(target, written)
      : checking.send(target, goes, attaching.settled));
    if (went) field.current?.focus({ preventScroll: true });
  });
  held.current = press.pending;
  const write = (words: string): void => {
    press.forget();
    actions.wrote(verdict);
    drafts.write(key, rewritten(drafts.of(key).peek(), words));
  };
  const toggleNote = (): void => {
    press.forget();
    drafts.write(key, { mode: note ? 'text' : 'note', template: null });
    store.focus.value += 1;
  };
  const checking = useChecking({
    ...{ beside, key, field, write },
    draft: written,
    cut: parts !== null,
    off: note || closed,
  });
  const cut = (): void => setParts(checking.cut());
  const seeking = useSeeking({ draft: key, beside, field, write });
  const join = (): void => {
    setParts(null);
    store.focus.value += 1;
  };
  const chooseTime = (): void => setChoosingTime(true);
  const leaveTimes = (): void => {
    setChoosingTime(false);
    field.current?.focus({ preventScroll: true });
  };
  const toggleTimes = choosingTime ? leaveTimes : chooseTime;
  const empty = text === '' && !attached;
  useKeyboard(() => ({
    field: field.current,
    empty,
    send: press.byKey,
    escape: () => false,
    ...(moved && keysOf(moved, locked, actions)),
    blur: actions.blur,
    note: when(canNote && !locked && moved === undefined, toggleNote),
    templates: when(writing, () => seeking.seek('')),
    undo: when(writing, () => checking.undo(target, empty)),
    plain: when(writing && !attached, checking.smart),
  }));

  useAsked(field, chooseTime);

  if (moved !== undefined) {
    return (
      <div class="composer">
        <Undecided entry={moved} takeFocus={document.hasFocus()} />
      </div>
    );
  }
  if (closed && !note) {
    return (
      <div class="composer">
        <Closed {...{ beside, target, canNote }} draft={withMedia(text, media)} note={toggleNote} />
      </div>
    );
  }
  const back = (): void => field.current?.focus({ preventScroll: true });
  const checks = <ComposerChecks checking={checking} cut={cut} leave={back} />;
  return (
    <div class={note ? 'composer noting' : 'composer'}>
      {dragging && <DropTarget />}
      {seeking.query !== null && (
        <Picker {...{ beside, ...seeking }} seed={seeking.query} draft={key} name={target.short} />
      )}
      {choosingTime && <Later beside={beside} choose={chosen(press)} leave={leaveTimes} />}
      <FromRow {...{ beside, target, note }} />
      <GoesPast verdict={verdict} draft={key} overrides={written.overrides} />
      <div class="box">
        {when(lacks, <Missing {...{ text, write }} />)}
        {attaching.any && <Tray attaching={attaching} note={note} still={press.pending} />}
        {parts !== null ? (
          <Split
            {...{ parts, target, locked, checking }}
            draft={key}
            at={() => goesAt(verdict, way, clock.now())}
            leave={join}
          >
            {checks}
          </Split>
        ) : (
          <>
            <ComposerField
              {...{ field, text, note }}
              name={target.short}
              still={press.pending}
              typed={seeking.typed}
              onPaste={attaching.onPaste}
            />
            <Locks {...{ beside, field, note, write }} draft={written} />
            {checks}
            <ComposerTools
              {...{ beside, way, note, canNote, ready, press, toggleNote, attaching, attached }}
              text={checking.leaves}
              stopped={checking.stopped}
              later={{
                open: choosingTime,
                toggle: toggleTimes,
              }}
              seeking={seeking.query !== null}
              seek={seeking.toggle}
            />
          </>
        )}
      </div>
      <Advice
        id="advice"
        asked={press.asked}
        name={target.short}
        tooLong={tooLong ? MOST[mode] : null}
        smart={checking.smart}
        {...{ text, note, attached }}
      />
    </div>
  );
}
