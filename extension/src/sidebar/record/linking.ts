/** Whom a record means, as the rep says it. Loaded with the panels; paths are the server's. */
import type { RecordRef } from '../../messages';
import type { Api } from '../api';
import type {
  FoundPeople,
  FoundRecords,
  LinkedNumber,
  LinkNumber,
  LinkPerson,
  MarkCustomer,
  NotThem,
  UnlinkNumber,
} from '../wire';

type Asking = Pick<Api, 'json' | 'bytes'>;

export const search = (api: Asking, phone: string, signal: AbortSignal): Promise<FoundRecords> =>
  api.json('POST', '/records/search', { body: { phone }, signal });

export const notThem = (api: Asking, body: NotThem): Promise<unknown> =>
  api.json('POST', '/records/not-them', { body });

export const link = (api: Asking, body: LinkPerson): Promise<unknown> =>
  api.json('POST', '/records/link', { body });

export const choose = (api: Asking, record: RecordRef, person: string): Promise<unknown> =>
  api.json('PUT', '/records/person', { body: { record, person } });

export const searchPeople = (
  api: Asking,
  said: string,
  signal: AbortSignal,
): Promise<FoundPeople> => api.json('POST', '/people/search', { body: { said }, signal });

export const searchPeopleInCrms = (api: Asking, said: string): Promise<FoundPeople> =>
  api.json('POST', '/people/search/crm', { body: { said } });

export const linkNumber = (api: Asking, body: LinkNumber): Promise<LinkedNumber> =>
  api.json('POST', '/unmatched/link', { body });

export const unlinkNumber = (api: Asking, body: UnlinkNumber): Promise<unknown> =>
  api.json('POST', '/unmatched/unlink', { body });

export const markCustomer = (api: Asking, body: MarkCustomer): Promise<unknown> =>
  api.json('PUT', '/unmatched/customer', { body });
