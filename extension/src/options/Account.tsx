import { t } from '../words';
import { Step, Trouble } from './Step';
import type { Setup } from './setup';

export function Account({ setup, done }: { setup: Setup; done: boolean }) {
  const session = setup.session.value;
  const busy = setup.progress.signIn.value === 'busy';
  return (
    <Step n={2} done={done} title={t('options.account')} why={t('options.account.why')}>
      {session && (
        <div class="row">
          <p role="status" class="fact">
            {t('options.account.as', { name: session.member.name })}
            <small>
              {t('options.account.detail', {
                email: session.email,
                role: t(`options.role.${session.role}`),
                workspace: session.workspace.name,
              })}
            </small>
          </p>
          <button type="button" onClick={() => void setup.signOut()}>
            {t('options.account.sign_out')}
          </button>
        </div>
      )}
      {!session && setup.server.value === null && <p class="hint">{t('options.account.first')}</p>}
      {!session && setup.server.value !== null && (
        <button
          type="button"
          class="primary"
          aria-disabled={busy}
          onClick={() => !busy && void setup.signIn()}
        >
          {t(busy ? 'options.account.busy' : 'options.account.sign_in')}
        </button>
      )}
      <Trouble problem={setup.problem.signIn.value} id="sign-in-trouble" />
    </Step>
  );
}
