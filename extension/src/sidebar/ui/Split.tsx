/** In the message's place: a long text as several short ones, in order, to be read and changed. */
import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { plural, t } from '../../words';
import type { Part } from '../content/checking';
import type { Checking } from '../content/composing';
import { joined, useInParts } from '../content/in_parts';
import { useDesk } from '../desk';
import { usePress } from '../press';
import { ariaKeys, glyphs, pressed, SHORTCUTS } from '../shortcuts';
import type { Target } from '../target';
import { Meter } from './Meter';
import { STOPPED } from './stopped';

interface Props {
  parts: readonly Part[];
  target: Target;
  /** The key of the draft. */
  draft: string;
  /** Nothing may be sent at the moment. */
  locked: boolean;
  checking: Checking;
  /** When they go, in ms, if not now. */
  at(): number | undefined;
  leave(): void;
  /** What is to be said about the words. */
  children?: ComponentChildren;
}

export function Split({ draft, target, locked, checking, at, leave, ...given }: Props) {
  const { stopped } = checking;
  const { drafts, guard } = useDesk();
  const [parts, setParts] = useState(given.parts);
  const own = useRef<HTMLElement>(null);
  const send = useRef<HTMLButtonElement>(null);
  const sending = useInParts({ target, draft, end: leave });
  const { sent } = sending;
  const fits = parts.every(({ text }) => text.trim() !== '');
  const ready = !locked && stopped === null && fits && sent === null;

  useLayoutEffect(() => own.current?.querySelector('textarea')?.focus({ preventScroll: true }), []);
  useEffect(() => {
    if (send.current !== null) guard.watch(send.current);
  }, [guard]);

  const press = usePress(guard, async () => {
    if (locked || !fits || (await checking.clear()) === null) return;
    const [first, ...others] = parts;
    if (first === undefined) return;
    const all = [{ ...first, text: checking.opening(first.text) }, ...others];
    setParts(all);
    void sending.go(all, at());
  });
  const change = (index: number, text: string): void => {
    const next = parts.map((part, place) => (place === index ? { ...part, text } : part));
    press.forget();
    setParts(next);
    drafts.write(draft, { text: joined(next) });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const leaves = event.key === 'Escape';
    if (!leaves && !pressed(event, 'send')) return;
    event.preventDefault();
    if (!leaves) press.byKey();
    else if (sent === null) leave();
  };
  const state = (index: number): string => {
    if (sent === null) return '';
    if (index < sent) return t('sidebar.split.sent');
    return t(index === sent ? 'sidebar.split.sending' : 'sidebar.split.waits');
  };

  return (
    <section class="split" ref={own} aria-label={t('sidebar.split')} onKeyDown={onKeyDown}>
      <ol>
        {parts.map(({ text }, index) => (
          // Parts keep their places; their words change.
          <li key={index} class={sent !== null && index < sent ? 'gone' : ''}>
            <div class="head">
              <b>{t('sidebar.split.part', { n: index + 1, all: parts.length })}</b>
              <span class="state">{state(index)}</span>
              <span id={`part-${index}`}>
                <Meter text={text} attached={false} wide />
              </span>
            </div>
            <textarea
              aria-label={t('sidebar.split.part', { n: index + 1, all: parts.length })}
              aria-describedby={`part-${index}`}
              dir="auto"
              rows={1}
              readOnly={sent !== null || press.pending}
              value={text}
              onInput={(event) => change(index, event.currentTarget.value)}
            />
          </li>
        ))}
      </ol>
      <p class="unseen" role="status" aria-label={t('sidebar.split.progress')}>
        {sent === null ? '' : t('sidebar.split.so_far', { n: sent, all: parts.length })}
      </p>
      {given.children}
      {press.asked && (
        <p class="hint ask" role="alert">
          {t('sidebar.send.covered', { name: target.short })}
        </p>
      )}
      <div class="tools">
        {sent === null ? (
          <button type="button" class="back" onClick={leave}>
            {t('sidebar.split.back')}
          </button>
        ) : (
          <button type="button" class="back" onClick={sending.cancel}>
            {t('sidebar.split.cancel')}
          </button>
        )}
        <span class="space" />
        <button
          ref={send}
          type="button"
          class={press.asked ? 'send again' : 'send'}
          aria-keyshortcuts={ariaKeys('send')}
          {...(stopped !== null && { 'aria-describedby': STOPPED, title: stopped })}
          disabled={!ready}
          onClick={(event) => (event.detail === 0 ? press.byKey() : press.byClick())}
        >
          {plural('sidebar.split.send', parts.length)}{' '}
          <span class="keycap" aria-hidden="true">
            {glyphs(SHORTCUTS.send.keys)}
          </span>
        </button>
      </div>
    </section>
  );
}
