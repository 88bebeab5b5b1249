import { useState } from 'preact/hooks';
import { t } from '../words';
import { Account } from './Account';
import { Keys } from './Keys';
import { Server } from './Server';
import { Sites } from './Sites';
import type { Setup } from './setup';

/** Onboarding and settings are one page: a step that is done becomes a setting. */
export function App({ setup }: { setup: Setup }) {
  // Keyed by the server, so that "Use another server" starts with an empty form.
  const [round, again] = useState(0);
  const connected = setup.server.value !== null;
  const signedIn = setup.session.value !== null;
  const allowed = setup.sites.value.some(({ state }) => state !== 'asked');
  return (
    <main>
      <header>
        <Mark />
        <div>
          <h1>Threadside</h1>
          <p>{t('options.welcome')}</p>
        </div>
      </header>
      <Server key={round} setup={setup} done={connected} onChange={() => again(round + 1)} />
      <Account setup={setup} done={signedIn} />
      <Sites setup={setup} done={allowed} />
      {connected && signedIn && allowed && (
        <section class="ready" aria-labelledby="ready">
          <h2 id="ready">{t('options.done')}</h2>
          <p>{t('options.done.why')}</p>
        </section>
      )}
      <Keys />
    </main>
  );
}

function Mark() {
  return (
    <svg class="mark" viewBox="0 0 20 20" aria-hidden="true">
      <path d="M4 4.5h12a1.5 1.5 0 0 1 1.5 1.5v6a1.5 1.5 0 0 1-1.5 1.5h-5l-3.6 3v-3H4A1.5 1.5 0 0 1 2.5 12V6A1.5 1.5 0 0 1 4 4.5z" />
      <path d="M13.5 4.5v9" />
    </svg>
  );
}
