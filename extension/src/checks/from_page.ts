/** What a sidebar believes of a page: nothing that does not look exactly like this. */
import type { Checks, FromPage } from '../messages';
import { isCrmId, isWrittenPhone, RECORD_TYPES, type RecordRef } from '../record';
import { type Check, empty, flag, listOf, oneOf, orNull, shape, text, whole } from '../shape';

const name = text(200, /\S/);
export const isRecordRef: Check<RecordRef> = shape<RecordRef>({
  crm: isCrmId,
  account: name,
  type: oneOf(RECORD_TYPES),
  id: name,
});

export const fromPage: Checks<FromPage> = {
  record: shape<FromPage['record']>({
    seq: whole(1),
    ref: orNull(isRecordRef),
    crm: isCrmId,
    host: text(260),
  }),
  hint: shape<FromPage['hint']>({
    seq: whole(1),
    state: oneOf(['read', 'none', 'unreadable']),
    name: orNull(name),
    phones: listOf(isWrittenPhone, 12),
  }),
  tel: shape<FromPage['tel']>({ number: isWrittenPhone }),
  focus: empty,
  shown: shape<FromPage['shown']>({ open: flag }),
  theme: shape<FromPage['theme']>({ scheme: oneOf(['light', 'dark']) }),
  looked: shape<FromPage['looked']>({ nr: whole() }),
};
