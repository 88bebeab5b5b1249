import { describe, expect, it, vi } from 'vitest';
import { makeSites, wantedSites } from '../../src/worker/sites';

type Script = { id: string; matches?: string[]; excludeMatches?: string[] };

function chromeWith(origins: string[], registered: Script[] = []) {
  let scripts = registered;
  const become = (next: Script[]): void => {
    scripts = next;
  };
  const tabs = [
    { id: 1, url: 'https://app.hubspot.com/contacts/1' },
    { id: 2, url: 'https://text.example.com/sign-in' },
    { id: 3, url: 'https://app.hubspot.com/', discarded: true },
  ];
  const api = {
    permissions: { getAll: async () => ({ origins }) },
    scripting: {
      getRegisteredContentScripts: async () => scripts,
      registerContentScripts: vi.fn(async (added: Script[]) => become(added)),
      updateContentScripts: vi.fn(async (changed: Script[]) => become(changed)),
      unregisterContentScripts: vi.fn(async () => become([])),
      executeScript: vi.fn(async (_: unknown) => []),
    },
    tabs: { query: vi.fn(async () => tabs) },
  };
  return { api, scripts: () => scripts };
}
const sitesOf = (api: object, server: string | null = null) =>
  makeSites(async () => server, api as never);

describe('the pages that the content script runs on', () => {
  it('are those that were granted, without the server itself', () => {
    expect(
      wantedSites(
        ['https://*.hubspot.com/*', 'https://text.example.com/*'],
        'https://text.example.com',
      ),
    ).toEqual({
      matches: ['https://*.hubspot.com/*'],
      excludeMatches: ['https://text.example.com/*'],
    });
    expect(wantedSites(['chrome://favicon/*'], null).matches).toEqual([]);
  });

  it('are registered when the first grant comes, and not again', async () => {
    const { api, scripts } = chromeWith(['https://*.hubspot.com/*']);
    const sites = sitesOf(api);
    await sites.sync(false);
    await sites.sync(false);
    expect(api.scripting.registerContentScripts).toHaveBeenCalledOnce();
    expect(scripts()).toMatchObject([{ js: ['page.js'], matches: ['https://*.hubspot.com/*'] }]);
  });

  it('change with the grants and with the server', async () => {
    const { api } = chromeWith(
      ['https://*.hubspot.com/*', 'https://crm.zoho.com/*'],
      [{ id: 'page', matches: ['https://*.hubspot.com/*'], excludeMatches: [] }],
    );
    await sitesOf(api).sync(false);
    expect(api.scripting.updateContentScripts).toHaveBeenCalledOnce();
    await sitesOf(api, 'https://text.example.com').sync(false);
    expect(api.scripting.updateContentScripts).toHaveBeenCalledTimes(2);
  });

  it('are none when the last grant is withdrawn', async () => {
    const { api, scripts } = chromeWith([], [{ id: 'page', matches: ['https://x.com/*'] }]);
    await sitesOf(api).sync(false);
    expect(scripts()).toEqual([]);
  });

  it('are restored after an update has cleared them, in open tabs as well', async () => {
    const { api } = chromeWith(['https://*.hubspot.com/*', 'https://text.example.com/*']);
    await sitesOf(api, 'https://text.example.com').sync(true);
    expect(api.scripting.registerContentScripts).toHaveBeenCalledOnce();
    expect(api.scripting.executeScript.mock.calls).toEqual([
      [{ target: { tabId: 1 }, files: ['page.js'] }],
    ]);
  });

  it('are put right one change after the other', async () => {
    const { api } = chromeWith(['https://*.hubspot.com/*']);
    const sites = sitesOf(api);
    await Promise.all([sites.sync(false), sites.sync(false), sites.sync(false)]);
    expect(api.scripting.registerContentScripts).toHaveBeenCalledOnce();
  });

  it('are put right the next time when Chrome failed once', async () => {
    const { api } = chromeWith(['https://*.hubspot.com/*']);
    api.scripting.registerContentScripts.mockRejectedValueOnce(new Error('busy'));
    const sites = sitesOf(api);
    await expect(sites.sync(false)).rejects.toThrow('busy');
    await sites.sync(false);
    expect(api.scripting.registerContentScripts).toHaveBeenCalledTimes(2);
  });
});
