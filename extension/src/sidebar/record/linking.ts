/** Whom a record means, as the rep says it. Loaded with the panels; paths are the server's. */
import type { RecordRef } from '../../messages';
import type { Api } from '../api';
import type { FoundRecords, LinkPerson, MarkCustomer, NotThem } from '../wire';

type Asking = Pick<Api, 'json' | 'bytes'>;

export const search = (api: Asking, phone: string, signal: AbortSignal): Promise<FoundRecords> =>
  api.json('POST', '/records/search', { body: { phone }, signal });

export const notThem = (api: Asking, body: NotThem): Promise<unknown> =>
  api.json('POST', '/records/not-them', { body });

export const link = (api: Asking, body: LinkPerson): Promise<unknown> =>
  api.json('POST', '/records/link', { body });

export const choose = (api: Asking, record: RecordRef, person: string): Promise<unknown> =>
  api.json('PUT', '/records/person', { body: { record, person } });

export const markCustomer = (api: Asking, body: MarkCustomer): Promise<unknown> =>
  api.json('PUT', '/unmatched/customer', { body });
