/**
 * Whether a value has the shape that `shared_schemas/page_adapters.schema.json` asks of a page
 * adapter. Written out, since the code made from a schema is ten times as long; a test holds both
 * against each other.
 */
import { isCrmId, RECORD_TYPES } from '../../record';
import { type Check, flag, listOf, oneOf, optional, plainObject, shape, text } from '../../shape';
import type { OwnAdapter, OwnPage } from './data';

const HOST =
  /^(?:\*\.|\{account\}\.)?[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*(?::[1-9][0-9]{0,4})?$/;

const some = (max: number, pattern?: RegExp): Check<string> => {
  const check = text(max, pattern);
  return (value): value is string => check(value) && value !== '';
};
const selector = optional(some(300));
const attribute = some(61, /^[a-z][a-z0-9-]*$/);
const type = oneOf(RECORD_TYPES);

const isOwnId = (value: unknown): value is OwnAdapter['id'] =>
  isCrmId(value) && value !== 'sample' && value !== 'generic';

const isTypes = (value: unknown): value is NonNullable<OwnAdapter['types']> =>
  plainObject(value) &&
  Object.keys(value).length <= 40 &&
  Object.entries(value).every(([word, means]) => word !== '' && word.length <= 80 && type(means));

const page: Check<OwnPage> = shape<OwnPage>({
  record: selector,
  heading: selector,
  phones: selector,
  field: selector,
  none: selector,
  front: selector,
  opened: selector,
  modal: selector,
  text: optional(flag),
  identity: optional(
    shape<NonNullable<OwnPage['identity']>>({
      selector: some(300),
      type: attribute,
      id: attribute,
    }),
  ),
} as never);

export const isPageAdapter: Check<OwnAdapter> = shape<OwnAdapter>({
  id: isOwnId,
  name: some(60),
  hosts: atLeastOne(some(120, HOST), 5),
  records: atLeastOne(
    shape<OwnAdapter['records'][number]>({
      address: text(200, /^\/./s),
      type: optional(type),
    } as never),
    10,
  ),
  types: optional(isTypes),
  ids: optional(oneOf(['as-is', 'lower', 'salesforce'])),
  page: optional(page),
  room: optional(oneOf(['margin', 'overlay'])),
} as never);

function atLeastOne<T>(item: Check<T>, max: number): Check<T[]> {
  const list = listOf(item, max);
  return (value): value is T[] => list(value) && value.length > 0;
}
