/** The list of keys, from the table that the handlers read. */
import type { RefObject } from 'preact';
import { t } from '../../words';
import { glyphs, SHORTCUTS } from '../shortcuts';
import { Icon } from './Icon';

export function Keys({ dialog }: { dialog: RefObject<HTMLDialogElement> }) {
  return (
    <dialog ref={dialog} class="keys" aria-labelledby="keys-title">
      <div class="top">
        <h2 id="keys-title">{t('sidebar.bar.keys')}</h2>
        <button
          type="button"
          class="tool"
          aria-label={t('sidebar.close')}
          onClick={() => dialog.current?.close()}
        >
          <Icon name="close" />
        </button>
      </div>
      <dl>
        {Object.values(SHORTCUTS).map(({ keys, says }) => (
          <div key={keys}>
            <dt>{t(says)}</dt>
            <dd>
              <kbd>{glyphs(keys)}</kbd>
            </dd>
          </div>
        ))}
      </dl>
    </dialog>
  );
}
