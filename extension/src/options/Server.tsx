import { useState } from 'preact/hooks';
import { t } from '../words';
import { Step, Trouble } from './Step';
import type { Setup } from './setup';

interface ServerProps {
  setup: Setup;
  done: boolean;
  onChange(): void;
}

export function Server({ setup, done, onChange }: ServerProps) {
  const [typed, type] = useState('');
  const busy = setup.progress.server.value === 'busy';
  const problem = setup.problem.server.value;
  return (
    <Step n={1} done={done} title={t('options.server')} why={t('options.server.why')}>
      {done ? (
        <div class="row">
          <p role="status" class="fact">
            {t('options.server.ok', { server: setup.server.value ?? '' })}
          </p>
          <button
            type="button"
            onClick={() => {
              void setup.disconnect();
              onChange();
            }}
          >
            {t('options.server.change')}
          </button>
        </div>
      ) : (
        <form
          class="row"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void setup.connect(typed);
          }}
        >
          <label>
            {t('options.server.label')}
            <input
              type="url"
              inputMode="url"
              autocomplete="url"
              spellcheck={false}
              value={typed}
              placeholder="https://"
              aria-describedby="server-hint server-trouble"
              aria-invalid={problem !== null}
              onInput={(event) => type(event.currentTarget.value)}
            />
          </label>
          <button type="submit" class="primary" aria-disabled={busy}>
            {t(busy ? 'options.server.checking' : 'options.server.save')}
          </button>
          <p class="hint" id="server-hint">
            {t('options.server.hint')}
          </p>
        </form>
      )}
      <Trouble problem={problem} id="server-trouble" />
    </Step>
  );
}
