/** How many threads hold unread texts, on the toolbar button. The server counts. */
import { browser } from '../chrome';
import { plainObject } from '../shape';

export interface BadgeParts {
  /** GETs a path of the server as the signed-in member; null when signed out or unreachable. */
  fetchJson(path: string): Promise<unknown>;
  show(text: string): void;
}

/** Changes come in bursts; one question answers for all of them. */
const GATHER_MS = 300;

/** What the button can hold. */
export function badgeText(count: number): string {
  if (count <= 0) return '';
  return count > 99 ? '99+' : String(count);
}

export interface Badge {
  refresh(): void;
  clear(): void;
}

export function makeBadge(parts: BadgeParts): Badge {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let round = 0;

  const ask = async (): Promise<void> => {
    const mine = ++round;
    const unread = await parts.fetchJson('/v1/unread');
    if (mine !== round || !plainObject(unread) || typeof unread.count !== 'number') return;
    parts.show(badgeText(unread.count));
  };

  return {
    refresh() {
      waiting ??= setTimeout(() => {
        waiting = undefined;
        void ask();
      }, GATHER_MS);
    },
    clear() {
      clearTimeout(waiting);
      waiting = undefined;
      round += 1;
      parts.show('');
    },
  };
}

export function showOnButton(text: string, action = browser.action): void {
  void action.setBadgeText({ text });
  void action.setBadgeBackgroundColor({ color: '#3046c5' });
}
