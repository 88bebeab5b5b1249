/** What goes with the draft: what is there, what is on its way, and whether it fits. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { t } from '../../../words';
import { useDesk } from '../../desk';
import { shareWords, sizeWords } from '../../format/bytes';
import type { Attaching } from '../../media/attaching';
import { type Attachment, sumOf } from '../../media/attachment';
import { KIND_WORDS, type MediaKind } from '../../media/kinds';
import { useShown } from '../../media/shown';
import type { Sending } from '../../media/uploads';
import { Icon } from '../Icon';
import { kindIcon } from './kindIcon';

interface TileProps {
  kind: MediaKind;
  picture: string | null;
  name: string;
  facts: ComponentChildren;
  children: ComponentChildren;
  failed?: boolean;
}

function Tile({ kind, picture, name, facts, children, failed = false }: TileProps) {
  /** The address that the browser could make no picture of. */
  const [broken, setBroken] = useState<string | null>(null);
  return (
    <li class={failed ? 'tile failed' : 'tile'}>
      <span class="face" aria-hidden="true">
        {picture === null || picture === broken ? (
          <Icon name={kindIcon(kind)} />
        ) : (
          <img src={picture} alt="" onError={() => setBroken(picture)} />
        )}
      </span>
      <span class="about">
        <b dir="auto">{name}</b>
        <span class="facts">{facts}</span>
      </span>
      {children}
    </li>
  );
}

interface ToolProps {
  icon: 'close' | 'again';
  name: string;
  disabled?: boolean;
  run(): void;
}

function Tool({ icon, name, disabled = false, run }: ToolProps) {
  return (
    <button
      type="button"
      class="tool"
      aria-label={name}
      title={name}
      disabled={disabled}
      onClick={run}
    >
      <Icon name={icon} size={16} />
    </button>
  );
}

function Ready({ one, still, remove }: { one: Attachment; still: boolean; remove(): void }) {
  const { locale } = useDesk();
  const shown = useShown(one.id, 'thumbnail', 'image', one.thumbnail);
  const size = one.bytes === null ? null : sizeWords(one.bytes, locale);
  return (
    <Tile
      kind={one.kind}
      picture={shown.state === 'ready' ? shown.url : null}
      name={one.name}
      facts={[t(KIND_WORDS[one.kind]), size].filter(Boolean).join(' · ')}
    >
      <Tool
        icon="close"
        name={t('sidebar.media.remove', { name: one.name })}
        disabled={still}
        run={remove}
      />
    </Tile>
  );
}

function Progress({ one }: { one: Sending }) {
  const { locale } = useDesk();
  if (one.state === 'waiting') return <>{t('sidebar.media.waiting')}</>;
  const [sent, bytes] = shareWords(one.sent, one.bytes, locale);
  return (
    <>
      <progress
        aria-label={t('sidebar.media.uploading_name', { name: one.name })}
        value={one.sent}
        max={Math.max(1, one.bytes)}
      />
      {t('sidebar.media.progress', { sent, bytes })}
    </>
  );
}

function OnItsWay({ one, attaching }: { one: Sending; attaching: Attaching }) {
  const failed = one.state === 'failed';
  return (
    <Tile
      kind={one.kind}
      picture={one.preview}
      name={one.name}
      failed={failed}
      facts={failed ? <span role="alert">{one.problem}</span> : <Progress one={one} />}
    >
      {failed && (
        <Tool
          icon="again"
          name={t('sidebar.media.retry', { name: one.name })}
          run={() => attaching.retry(one.id)}
        />
      )}
      <Tool
        icon="close"
        name={t(failed ? 'sidebar.media.remove' : 'sidebar.media.cancel', { name: one.name })}
        run={() => attaching.cancel(one.id)}
      />
    </Tile>
  );
}

/** Whether it fits, and what helps where it does not. */
function Sum({ attaching }: { attaching: Attaching }) {
  const { locale } = useDesk();
  const { media, obstacle, line, useLinks } = attaching;
  if (line === undefined || media.length === 0) return null;
  const [used, most] = shareWords(sumOf(media), line.media_limit, locale);
  const sum = t('sidebar.media.sum', { used, most });
  if (obstacle === null) return <p class="sum">{sum}</p>;
  const linked = media.some(({ link }) => link !== null);
  return (
    <p class="sum warn" role="status">
      <span>
        {obstacle === 'no_mms'
          ? t('sidebar.media.no_mms')
          : `${sum}. ${t('sidebar.media.too_large')}`}
      </span>{' '}
      {linked && (
        <button type="button" onClick={useLinks}>
          {t(media.length === 1 ? 'sidebar.media.use_link' : 'sidebar.media.use_links')}
        </button>
      )}
    </p>
  );
}

interface Props {
  attaching: Attaching;
  note: boolean;
  /** A press is looked into: what it sends must not change. */
  still: boolean;
}

export function Tray({ attaching, note, still }: Props) {
  const { media, sending, remove } = attaching;
  if (note) return <p class="tray-kept">{t('sidebar.media.kept_for_text')}</p>;
  return (
    <div class="tray">
      <ul aria-label={t('sidebar.media.list')}>
        {media.map((one) => (
          <Ready key={one.id} one={one} still={still} remove={() => remove(one.id)} />
        ))}
        {sending.map((one) => (
          <OnItsWay key={one.id} one={one} attaching={attaching} />
        ))}
      </ul>
      <Sum attaching={attaching} />
    </div>
  );
}
