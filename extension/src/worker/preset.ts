/** What a test build brings along: the address of its server. */
import { browser } from '../chrome';
import { serverItem, serverOrigin } from '../settings';
import { plainObject } from '../shape';

/** Set by the build; the release build holds no trace of this. */
declare const THREADSIDE_TEST: boolean;

/** Takes over the preset once. Says whether there is one. */
export async function applyPreset(): Promise<boolean> {
  if (!THREADSIDE_TEST) return false;
  const preset: unknown = await (await fetch(browser.runtime.getURL('preset.json'))).json();
  if (!plainObject(preset) || typeof preset.server !== 'string') return false;
  const origin = serverOrigin(preset.server);
  if (origin !== null && (await serverItem.get()) === null) await serverItem.set(origin);
  return origin !== null;
}
