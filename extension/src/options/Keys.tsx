import { useEffect, useState } from 'preact/hooks';
import { browser } from '../chrome';
import { t } from '../words';

/** The shortcuts as Chrome has them now: people change them on a page of the browser. */
export function Keys({ api = browser }: { api?: Pick<typeof chrome, 'commands' | 'tabs'> }) {
  const [commands, set] = useState<chrome.commands.Command[]>([]);
  useEffect(() => {
    void api.commands.getAll().then((all) => set(all.filter(({ description }) => description)));
  }, [api]);
  return (
    <section class="keys" aria-labelledby="keys">
      <h2 id="keys">{t('options.keys')}</h2>
      <dl>
        {commands.map(({ name, description, shortcut }) => (
          <div key={name}>
            <dt>{description}</dt>
            <dd>{shortcut ? <kbd>{shortcut}</kbd> : t('options.keys.none')}</dd>
          </div>
        ))}
      </dl>
      <button
        type="button"
        onClick={() => void api.tabs.create({ url: 'chrome://extensions/shortcuts' })}
      >
        {t('options.keys.change')}
      </button>
    </section>
  );
}
