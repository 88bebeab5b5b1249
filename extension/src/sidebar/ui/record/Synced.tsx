/** Whether a text stands in the linked CRM: a quiet mark where all is well, else in words. */
import { outward } from '../../record/away';
import type { MessageItem } from '../../wire';
import { Icon } from '../Icon';

/** Longer than a CRM is mostly away: then it is worth a word. */
const LONG_MS = 15 * 60_000;

/** What is worth saying with the text itself. */
export function worthSaying({ crm, at }: MessageItem, now: number): boolean {
  if (!crm || crm.state === 'written') return false;
  return crm.state !== 'pending' || now - Date.parse(at) > LONG_MS;
}

export function Synced({ sync, said }: { sync: MessageItem['crm']; said: boolean }) {
  if (!sync) return null;
  const url = outward(sync.url);
  const look = `synced ${sync.state}`;
  const inside = said ? sync.words : <Icon name="card" size={12} />;
  if (url === undefined) {
    return (
      <span class={look} title={sync.words}>
        {inside}
      </span>
    );
  }
  return (
    <a
      class={look}
      href={url}
      target="_blank"
      rel="noopener noreferrer"
      title={sync.words}
      aria-label={sync.words}
    >
      {inside}
    </a>
  );
}
