/** What the build writes to `page.json`, for the service worker. */
import { PLAIN_PAGE } from './crm/adapter';
import { ADAPTERS } from './crm/index';
import { LOOK } from './worker/look';
import type { Shipped } from './worker/shipped';

export const SHIPPED: Shipped = { adapters: [...ADAPTERS], plain: PLAIN_PAGE, look: LOOK };
