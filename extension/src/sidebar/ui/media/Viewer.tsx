/** One picture over the whole sidebar, and the way to the others of the conversation. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../../words';
import { useDesk } from '../../desk';
import { rendersAs } from '../../media/kinds';
import { useShown } from '../../media/shown';
import type { MediaItem } from '../../wire';
import { Icon, type IconName } from '../Icon';

function Stage({ item, name }: { item: MediaItem; name: string }) {
  const [near, setNear] = useState(false);
  const [broken, setBroken] = useState(false);
  const rendered = rendersAs(item.content_type) === 'image';
  const whole = useShown(item.id, 'whole', 'image', rendered);
  const small = useShown(item.id, 'thumbnail', 'image', item.thumbnail);
  const shown = whole.state === 'ready' ? whole : small;
  if (broken || (rendered ? whole : small).state === 'failed') {
    return (
      <p class="none" role="alert">
        {t('sidebar.media.not_shown')}
      </p>
    );
  }
  if (shown.state !== 'ready') {
    return (
      <p class="none" role="status">
        {t('sidebar.media.loading', { name })}
      </p>
    );
  }
  const zoom = t(near ? 'sidebar.viewer.zoom_out' : 'sidebar.viewer.zoom_in');
  return (
    <button
      type="button"
      class={near ? 'stage near' : 'stage'}
      aria-label={zoom}
      title={zoom}
      onClick={() => setNear(!near)}
    >
      <img src={shown.url} alt={t('sidebar.media.alt', { name })} onError={() => setBroken(true)} />
    </button>
  );
}

interface Props {
  pictures: readonly MediaItem[];
  /** Which of them. */
  at: number;
}

export function Viewer({ pictures, at }: Props) {
  const { store, actions } = useDesk();
  const dialog = useRef<HTMLDialogElement>(null);
  const close = (): void => {
    store.viewing.value = null;
  };
  useLayoutEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => {
      // While it is in the document, so that the focus goes back to where it was.
      shown?.close();
      // It may go with its conversation: then it must not come back with it.
      close();
    };
  }, []);

  const item = pictures[at];
  if (item === undefined) return null;
  const name = item.name || t('sidebar.media.kind.image');
  const places = { n: at + 1, all: pictures.length };
  const go = (to: number): void => {
    store.viewing.value = pictures[to]?.id ?? item.id;
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const zoomed = dialog.current?.querySelector('.near') !== null;
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined || zoomed) return;
    event.preventDefault();
    go(at + step);
  };
  const tool = (icon: IconName, label: string, run: () => void, disabled = false) => (
    <button
      type="button"
      class="tool"
      aria-label={label}
      title={label}
      disabled={disabled}
      onClick={run}
    >
      <Icon name={icon} />
    </button>
  );
  return (
    <dialog
      ref={dialog}
      class="viewer"
      aria-label={t('sidebar.viewer.name', { ...places, name })}
      onKeyDown={onKeyDown}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
    >
      <div class="top">
        <span class="name" dir="auto">
          {name}
        </span>
        {tool('download', t('sidebar.media.download', { name }), () => void actions.download(item))}
        {tool('close', t('sidebar.close'), close)}
      </div>
      <Stage key={item.id} item={item} name={name} />
      {pictures.length > 1 && (
        <div class="ways">
          {tool('previous', t('sidebar.viewer.previous'), () => go(at - 1), at === 0)}
          <span role="status">{t('sidebar.viewer.place', places)}</span>
          {tool('next', t('sidebar.viewer.next'), () => go(at + 1), at === pictures.length - 1)}
        </div>
      )}
    </dialog>
  );
}
