/** Answers the content scripts: what their site is, and how the rep left the sidebar there. */
import { type Boot, type Look, type Place, WIDTH } from '../boot';
import { type Candidates, candidatesAmong } from '../crm/candidates';
import { describedAdapters } from '../crm/own/kept';
import { chosenItem, MOST_PLACES, placesItem, serverItem } from '../settings';
import { t } from '../words';
import { shipped } from './shipped';

/** On a CRM the sidebar is there from the start; elsewhere it waits to be called. */
const firstPlace = (known: boolean): Place => ({
  open: known,
  width: WIDTH.normal,
  layout: 'margin',
});

/** What a page can be, by what we ship, what the administrators described and what the rep said. */
export async function candidatesOn(host: string, path: string): Promise<Candidates> {
  const [chosen, ours] = await Promise.all([chosenItem.get(), shipped()]);
  const { adapters: own } = await describedAdapters(ours);
  return candidatesAmong(ours.adapters, host, { chosen: chosen[host] ?? null, path, own });
}

async function worded(): Promise<Look> {
  const { look } = await shipped();
  const grip = { ...look.grip, 'aria-label': t('page.width') };
  return { ...look, grip, rail: { title: t('page.open') } };
}

/** Null where no sidebar belongs: on the pages of the server itself. */
export async function bootFor(address: string, asked: boolean): Promise<Boot | null> {
  const { origin, host, pathname } = new URL(address);
  const [server, places, { home, adapters }, look] = await Promise.all([
    serverItem.get(),
    placesItem.get(),
    candidatesOn(host, pathname),
    worded(),
  ]);
  if (origin === server) return null;
  const place = places[origin] ?? firstPlace(home !== 'generic');
  return { ...place, open: place.open || asked, home, adapters, look };
}

/** Remember a change for the origin of `address`; the origins used longest ago are forgotten. */
export async function keepPlace(address: string, change: Partial<Place>): Promise<void> {
  const { origin, host, pathname } = new URL(address);
  const known = (await candidatesOn(host, pathname)).home !== 'generic';
  await placesItem.update((places) => {
    const { [origin]: old, ...others } = places;
    const entries = [
      ...Object.entries(others),
      [origin, { ...(old ?? firstPlace(known)), ...change }],
    ];
    return Object.fromEntries(entries.slice(-MOST_PLACES)) as Record<string, Place>;
  });
}
