/** Going past one reason with the next text: why is asked, kept with the draft and audited. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../words';
import { useDesk } from '../desk';
import { draftKey, type Target } from '../target';

/** What the server takes (contracts/timeline.py). */
const LEAST = 5;
const MOST = 500;
const MOST_OVERRIDES = 3;

interface Props {
  code: string;
  target: Target;
  leave(): void;
}

export function OverrideForm({ code, target, leave }: Props) {
  const { store, drafts } = useDesk();
  const [why, setWhy] = useState('');
  const [short, setShort] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => field.current?.focus({ preventScroll: true }), []);

  const submit = (event: Event): void => {
    event.preventDefault();
    const workspace = store.session.peek()?.workspace.id;
    const reason = why.trim();
    setShort(reason.length < LEAST);
    if (reason.length < LEAST || workspace === undefined) return;
    const key = draftKey(workspace, target);
    const others = (drafts.of(key).peek().overrides ?? []).filter((one) => one.code !== code);
    drafts.write(key, { overrides: [...others, { code, reason }].slice(-MOST_OVERRIDES) });
    leave();
    store.focus.value += 1;
  };
  return (
    <form
      class="override"
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        leave();
      }}
    >
      <label>
        {t('sidebar.verdict.override.why')}
        <textarea
          ref={field}
          rows={2}
          maxLength={MOST}
          value={why}
          aria-invalid={short}
          aria-describedby="override-note"
          onInput={(event) => setWhy(event.currentTarget.value)}
        />
      </label>
      <p id="override-note" class={short ? 'fine stop' : 'fine'} role={short ? 'alert' : undefined}>
        {t(short ? 'sidebar.verdict.override.short' : 'sidebar.verdict.override.note')}
      </p>
      <div class="act">
        <button type="button" onClick={leave}>
          {t('sidebar.consent.cancel')}
        </button>
        <button type="submit" class="primary">
          {t('sidebar.verdict.override.use')}
        </button>
      </div>
    </form>
  );
}
