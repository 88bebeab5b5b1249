/** Answers the content scripts: what their site is, and how the rep left the sidebar there. */
import { type Boot, type Place, WIDTH } from '../boot';
import { candidates } from '../crm/index';
import { chosenItem, MOST_PLACES, placesItem, serverItem } from '../settings';
import { look } from './look';

/** On a CRM the sidebar is there from the start; elsewhere it waits to be called. */
const firstPlace = (known: boolean): Place => ({
  open: known,
  width: WIDTH.normal,
  layout: 'margin',
});

/** Null where no sidebar belongs: on the pages of the server itself. */
export async function bootFor(address: string, asked: boolean): Promise<Boot | null> {
  const { origin, host, pathname } = new URL(address);
  const [server, chosen, places] = await Promise.all([
    serverItem.get(),
    chosenItem.get(),
    placesItem.get(),
  ]);
  if (origin === server) return null;
  const { home, adapters } = candidates(host, chosen[host] ?? null, pathname);
  const place = places[origin] ?? firstPlace(home !== 'generic');
  return { ...place, open: place.open || asked, home, adapters, look: look() };
}

/** Remember a change for the origin of `address`; the origins used longest ago are forgotten. */
export async function keepPlace(address: string, change: Partial<Place>): Promise<void> {
  const { origin, host, pathname } = new URL(address);
  const chosen = await chosenItem.get();
  await placesItem.update((places) => {
    const { [origin]: old, ...others } = places;
    const known = candidates(host, chosen[host] ?? null, pathname).home !== 'generic';
    const entries = [
      ...Object.entries(others),
      [origin, { ...(old ?? firstPlace(known)), ...change }],
    ];
    return Object.fromEntries(entries.slice(-MOST_PLACES)) as Record<string, Place>;
  });
}
