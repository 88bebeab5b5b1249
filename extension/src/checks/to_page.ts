/** What the content script does for a sidebar. */
import { WIDTH } from '../boot';
import type { Checks, ToPage } from '../messages';
import { empty, shape, whole } from '../shape';

export const toPage: Checks<ToPage> = {
  ready: empty,
  look: shape<ToPage['look']>({ nr: whole() }),
  size: shape<ToPage['size']>({ width: whole(WIDTH.min, WIDTH.max) }),
  close: empty,
  blur: empty,
};
