/** Reads what administrators described: adapters that are as good as ours, or why they are not. */

import { plainObject } from '../../shape';
import type { Adapter, PageSelectors } from '../adapter';
import { compileRecords } from './address';
import { isPageAdapter } from './check';
import { type OwnAdapter, type OwnPage, type Problem, Refused } from './data';
import { isPlainSelector } from './selector';

export const MOST_ADAPTERS = 20;

export interface Described {
  adapters: Adapter[];
  problems: Problem[];
}

function pageOf(page: OwnPage, base: PageSelectors, number: string | null): PageSelectors {
  const { text, identity, ...selectors } = page;
  for (const selector of [...Object.values(selectors), identity?.selector ?? '*']) {
    if (!isPlainSelector(selector)) throw new Refused('selector', selector);
  }
  return {
    ...base,
    ...selectors,
    ...(identity !== undefined && { identity }),
    ...(text !== undefined && { text: text ? number : null }),
  };
}

/** What ours are, which may be added to, and what is assumed where nothing is said. */
export interface Base {
  adapters: readonly Adapter[];
  plain: PageSelectors;
}

/** @throws Refused with what is wrong in it */
function compile(own: OwnAdapter, { adapters, plain }: Base): Adapter {
  const shipped = adapters.find(({ id }) => id === own.id);
  const number = adapters.find(({ id }) => id === 'generic')?.page.text ?? null;
  return {
    id: own.id,
    name: shipped?.name ?? own.name,
    origins: own.hosts.map((host) => `https://${host.replace('{account}', '*')}/*`),
    selfHosted: false,
    ...compileRecords(own),
    ids: own.ids ?? shipped?.ids ?? 'as-is',
    page: pageOf(own.page ?? {}, shipped?.page ?? plain, number),
    room: own.room ?? shipped?.room ?? 'margin',
  };
}

/** One that can't be used does not stop the others. */
export function readAdapters(described: readonly unknown[], base: Base): Described {
  const adapters: Adapter[] = [];
  const problems: Problem[] = [];
  for (const own of described.slice(0, MOST_ADAPTERS)) {
    try {
      if (!isPageAdapter(own)) {
        const called = plainObject(own) ? String(own.id ?? own.name ?? '') : '';
        throw new Refused('shape', called);
      }
      if (adapters.some(({ id }) => id === own.id && id.startsWith('own-')))
        throw new Refused('twice', own.id);
      adapters.push(compile(own, base));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      problems.push(error.problem);
    }
  }
  return { adapters, problems };
}
