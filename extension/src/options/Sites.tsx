import { useState } from 'preact/hooks';
import { ADAPTERS } from '../crm/index';
import type { CrmId } from '../record';
import { t } from '../words';
import { Step, Trouble } from './Step';
import type { Setup, Site } from './setup';

export function Sites({ setup, done }: { setup: Setup; done: boolean }) {
  return (
    <Step n={3} done={done} title={t('options.sites')} why={t('options.sites.why')}>
      <ul class="sites">
        {setup.sites.value.map((site) => (
          <li key={site.name}>
            <span class="name">{site.name}</span>
            <small>{site.origins.map(readable).join(', ')}</small>
            <Choice setup={setup} site={site} />
            {site.state !== 'asked' && <Badges setup={setup} site={site} />}
          </li>
        ))}
      </ul>
      {setup.sites.value.some(({ state }) => state !== 'asked') && (
        <p class="hint" id="badges-why">
          {t('options.sites.badges.why')}
        </p>
      )}
      <Trouble problem={setup.problem.sites.value} id="sites-trouble" />
      <OwnAddress setup={setup} />
    </Step>
  );
}

function readable(pattern: string): string {
  return pattern.replace(/^https?:\/\/(?:\*\.)?/, '').replace('/*', '');
}

function Choice({ setup, site }: { setup: Setup; site: Site }) {
  const { name } = site;
  switch (site.state) {
    case 'fixed':
      return <span class="choice fact">{t('options.sites.fixed')}</span>;
    case 'allowed':
      return (
        <span class="choice">
          <span class="fact">{t('options.sites.allowed')}</span>
          <button
            type="button"
            aria-label={t('options.sites.remove', { name })}
            onClick={() => void setup.remove(site)}
          >
            {t('options.sites.withdraw')}
          </button>
        </span>
      );
    case 'asked':
      return (
        <button type="button" class="choice primary" onClick={() => void setup.allow(site)}>
          {t('options.sites.allow', { name })}
        </button>
      );
  }
}

/** Off until somebody wants it: a list is read as a whole, a record only where its numbers are. */
function Badges({ setup, site }: { setup: Setup; site: Site }) {
  return (
    <label class="badges">
      <input
        type="checkbox"
        checked={site.badges}
        aria-label={t('options.sites.badges.on', { name: site.name })}
        aria-describedby="badges-why"
        onChange={(event) => void setup.showBadges(site, event.currentTarget.checked)}
      />
      <span aria-hidden="true">{t('options.sites.badges')}</span>
    </label>
  );
}

/** CRMs that a company runs itself live under names that nobody can list. */
function OwnAddress({ setup }: { setup: Setup }) {
  const kinds = ADAPTERS.filter(({ selfHosted, id }) => selfHosted && id !== 'sample');
  const [typed, type] = useState('');
  const [crm, choose] = useState<CrmId>(kinds[0]?.id ?? 'generic');
  return (
    <form
      class="own"
      noValidate
      aria-labelledby="own"
      onSubmit={(event) => {
        event.preventDefault();
        void setup.allowOwn(typed, crm);
      }}
    >
      <h3 id="own">{t('options.sites.own')}</h3>
      <div class="row">
        <label>
          {t('options.sites.own.label')}
          <input
            type="url"
            inputMode="url"
            spellcheck={false}
            value={typed}
            placeholder="https://"
            aria-describedby="own-hint sites-trouble"
            onInput={(event) => type(event.currentTarget.value)}
          />
        </label>
        <label class="kind">
          {t('options.sites.own.kind')}
          <select
            value={crm}
            onChange={(event) =>
              choose(kinds.find(({ id }) => id === event.currentTarget.value)?.id ?? crm)
            }
          >
            {kinds.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <button type="submit">{t('options.sites.own.add')}</button>
      </div>
      <p class="hint" id="own-hint">
        {t('options.sites.own.hint')}
      </p>
    </form>
  );
}
