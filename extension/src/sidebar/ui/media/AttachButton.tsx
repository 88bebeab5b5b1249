/** Opens the browser's own chooser of files; beside it the way to the library. */
import './Library.css';
import { useRef } from 'preact/hooks';
import { t } from '../../../words';
import { lazily } from '../../lazily';
import type { Attaching } from '../../media/attaching';
import { Icon } from '../Icon';

const FromLibrary = lazily(() => import('../checked').then((made) => made.FromLibrary));

interface Props {
  attaching: Attaching;
  disabled: boolean;
}

export function AttachButton(props: Props) {
  const { attaching, disabled } = props;
  const chooser = useRef<HTMLInputElement>(null);
  const name = t(
    attaching.line?.mms === false ? 'sidebar.media.attach_link' : 'sidebar.media.attach',
  );
  return (
    <>
      <button
        type="button"
        class="tool"
        aria-label={name}
        title={name}
        disabled={disabled}
        onClick={() => chooser.current?.click()}
      >
        <Icon name="attach" />
      </button>
      <input
        ref={chooser}
        type="file"
        multiple
        hidden
        aria-label={name}
        onChange={({ currentTarget }) => {
          attaching.add([...(currentTarget.files ?? [])]);
          // The same file can be chosen again.
          currentTarget.value = '';
        }}
      />
      <FromLibrary {...props} />
    </>
  );
}
