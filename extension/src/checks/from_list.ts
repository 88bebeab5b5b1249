/** What the service worker does for a list. */
import { type FromList, MOST_ASKED } from '../listed';
import type { Checks } from '../messages';
import { isWrittenPhone } from '../record';
import { empty, listOf, shape } from '../shape';

export const fromList: Checks<FromList> = {
  ask: shape<FromList['ask']>({ numbers: listOf(isWrittenPhone, MOST_ASKED) }),
  open: empty,
};
