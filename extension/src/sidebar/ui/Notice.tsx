/** A state in which there is nothing to paint: what it is, and the one thing to do about it. */
import './Notice.css';
import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './Icon';

interface Props {
  icon: IconName;
  title: string;
  /** Announced at once where the rep must act. */
  urgent?: boolean;
  children?: ComponentChildren;
  action?: { words: string; run: () => void };
}

export function Notice({ icon, title, urgent = false, children, action }: Props) {
  return (
    <div class="notice" role={urgent ? 'alert' : 'status'}>
      <span class="disc" aria-hidden="true">
        <Icon name={icon} size={26} />
      </span>
      <h1>{title}</h1>
      {children !== undefined && <p>{children}</p>}
      {action !== undefined && (
        <button type="button" class="primary" onClick={action.run}>
          {action.words}
        </button>
      )}
    </div>
  );
}
