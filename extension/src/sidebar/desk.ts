/** Everything a component may reach: what is known, what can be done, and what time it is. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Actions } from './actions';
import type { Api } from './api';
import type { Catalog } from './catalog';
import type { Clock } from './clock';
import type { DraftBook } from './drafts';
import type { Gallery } from './media/gallery';
import type { Uploads } from './media/uploads';
import type { Outbox } from './outbox';
import type { Reading } from './reading';
import type { Guard } from './seen';
import type { Store } from './store';

export interface Desk {
  store: Store;
  actions: Actions;
  /** For parts that bring their own questions. */
  api: Pick<Api, 'json' | 'bytes'>;
  drafts: DraftBook;
  outbox: Pick<Outbox, 'entries'>;
  catalog: Catalog;
  gallery: Gallery;
  uploads: Uploads;
  clock: Clock;
  guard: Guard;
  reading: Pick<Reading, 'atEnd'>;
  locale: string;
}

export const DeskContext = createContext<Desk | null>(null);

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (desk === null) throw new Error('rendered outside of a DeskContext');
  return desk;
}
