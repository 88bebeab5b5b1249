/** Over the whole sidebar while files are dragged over it. */
import './DropTarget.css';
import { t } from '../../../words';
import { Icon } from '../Icon';

export function DropTarget() {
  return (
    <div class="drop" role="status">
      <p>
        <Icon name="attach" size={26} />
        {t('sidebar.media.drop')}
      </p>
    </div>
  );
}
