import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/preact';
import axe from 'axe-core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { toldItem } from '../../src/crm/own/kept';
import { App } from '../../src/options/App';
import { makeSetup } from '../../src/options/setup';
import { badgesItem, chosenItem, serverItem } from '../../src/settings';
import { fakeEvent, portPair } from '../chrome';

const SERVER = 'https://text.example.com';
const SESSION = {
  server: SERVER,
  member: { id: 'm1', name: 'Jon Marsh', initials: 'JM' },
  email: 'jon@example.com',
  role: 'rep',
  may_send: true,
  workspace: { id: 'w1', name: 'Northside', region: 'US', hold_seconds: 5 },
};

function setUp({ fixed = [] as string[], grants = true, healthy = true } = {}) {
  const granted: string[] = [...fixed];
  const [here, there] = portPair('live');
  const worker = (message: unknown): void => {
    const { k, s } = message as { k: string; s: number };
    if (k === 'signIn') {
      there.postMessage({ k: 'session', s: 1, p: { session: SESSION } });
      there.postMessage({ r: s, p: { session: SESSION, problem: null } });
    }
    if (k === 'signOut') {
      there.postMessage({ k: 'session', s: 1, p: { session: null } });
      there.postMessage({ r: s, p: {} });
    }
  };
  there.onMessage.addListener(worker);
  const onAdded = fakeEvent();
  const api = {
    permissions: {
      request: vi.fn(async ({ origins }: { origins: string[] }) => {
        if (grants) granted.push(...origins);
        return grants;
      }),
      remove: vi.fn(async ({ origins }: { origins: string[] }) => {
        for (const origin of origins) granted.splice(granted.indexOf(origin), 1);
        return true;
      }),
      getAll: async () => ({ origins: [...granted] }),
      onAdded,
      onRemoved: fakeEvent(),
    },
    runtime: { connect: () => here, getManifest: () => ({ host_permissions: fixed }) },
  };
  const ask = vi.fn(async () => new Response('{}', { status: healthy ? 200 : 502 }));
  const life = new AbortController();
  const setup = makeSetup(life.signal, api as never, ask as never);
  render(<App setup={setup} />);
  return { api, ask, setup, granted };
}

const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));
const type = (label: string, value: string) =>
  fireEvent.input(screen.getByLabelText(label), { target: { value } });

beforeEach(() => serverItem.remove());
afterEach(cleanup);

describe('onboarding', () => {
  it('leads from the server over the sign-in to the first CRM', async () => {
    const { api, ask } = setUp();
    type('Server address', 'text.example.com');
    press('Connect');
    await screen.findByText(`Connected to ${SERVER}`);
    expect(ask).toHaveBeenCalledWith(`${SERVER}/healthz`, expect.anything());

    press('Sign in');
    await screen.findByText('Signed in as Jon Marsh');
    screen.getByText('jon@example.com, rep in Northside');

    press('Allow on HubSpot');
    await screen.findByRole('button', { name: 'Remove HubSpot' });
    expect(api.permissions.request).toHaveBeenCalledExactlyOnceWith({
      origins: ['https://*.hubspot.com/*', `${SERVER}/*`],
    });
    screen.getByRole('heading', { name: 'Ready' });
  });

  it.each([
    ['', 'This is not an address'],
    ['http://text.example.com', 'Only an address with https://'],
    ['https://example.com/path', 'This is not an address'],
  ])('explains what is wrong with "%s" as an address', async (typed, sentence) => {
    const { ask } = setUp();
    type('Server address', typed);
    press('Connect');
    await screen.findByText(new RegExp(sentence));
    expect(ask).not.toHaveBeenCalled();
  });

  it('says when nobody answers there', async () => {
    setUp({ healthy: false });
    type('Server address', SERVER);
    press('Connect');
    await screen.findByText(/No Threadside server answers at https:\/\/text.example.com/);
    expect(await serverItem.get()).toBeNull();
  });

  it('asks for the server before the sign-in', async () => {
    setUp();
    expect(screen.queryByRole('button', { name: 'Sign in' })).toBeNull();
    screen.getByText('Connect to your server first.');
  });

  it('offers the sample CRM only with a server on this computer', async () => {
    setUp();
    await screen.findByRole('button', { name: 'Allow on HubSpot' });
    expect(screen.queryByText('Sample CRM')).toBeNull();
    await serverItem.set('http://127.0.0.1:8080');
    await screen.findByText('Sample CRM');
  });
});

describe('the pages the sidebar appears on', () => {
  it('stay as they are when Chrome is told no', async () => {
    setUp({ grants: false });
    await screen.findByRole('button', { name: 'Allow on Pipedrive' });
    press('Allow on Pipedrive');
    await screen.findByText(/Chrome did not allow Pipedrive/);
    screen.getByRole('button', { name: 'Allow on Pipedrive' });
  });

  it('can be withdrawn', async () => {
    const { api } = setUp();
    await screen.findByRole('button', { name: 'Allow on HubSpot' });
    press('Allow on HubSpot');
    await screen.findByRole('button', { name: 'Remove HubSpot' });
    press('Remove HubSpot');
    await screen.findByRole('button', { name: 'Allow on HubSpot' });
    expect(api.permissions.remove).toHaveBeenCalledWith({ origins: ['https://*.hubspot.com/*'] });
  });

  it('show badges in their lists only where that is switched on, until they are withdrawn', async () => {
    setUp();
    await screen.findByRole('button', { name: 'Allow on HubSpot' });
    expect(screen.queryByRole('checkbox')).toBeNull();
    press('Allow on HubSpot');
    const name = 'Show badges in lists on HubSpot';
    const off = await screen.findByRole('checkbox', { name });
    expect((off as HTMLInputElement).checked).toBe(false);
    expect(await badgesItem.get()).toEqual([]);
    fireEvent.click(off);
    await waitFor(async () => expect(await badgesItem.get()).toEqual(['https://*.hubspot.com/*']));
    press('Remove HubSpot');
    await screen.findByRole('button', { name: 'Allow on HubSpot' });
    await waitFor(async () => expect(await badgesItem.get()).toEqual([]));
  });

  it('may be a CRM under an address of the company', async () => {
    const { granted } = setUp();
    type('CRM address', 'https://crm.example.com/espo/#Contact');
    fireEvent.change(screen.getByLabelText('What it is'), { target: { value: 'espocrm' } });
    press('Allow this address');
    await screen.findByRole('button', { name: 'Remove crm.example.com' });
    expect(granted).toEqual(['https://crm.example.com/*']);
    expect(await chosenItem.get()).toEqual({ 'crm.example.com': 'espocrm' });
  });

  it('may be a system that only this company has, as its administrators described it', async () => {
    const { granted } = setUp();
    const records = [{ address: '/people/{id}', type: 'contact' }];
    await toldItem.set({
      adapters: [
        {
          id: 'own-desk',
          name: 'Desk',
          hosts: ['desk.example.com', '*.desk.example.com'],
          records,
        },
        { id: 'odoo', name: 'Odoo', hosts: ['erp.example.com'], records },
        { id: 'own-broken', name: 'Broken' },
      ],
      version: 1,
    });
    await screen.findByRole('button', { name: 'Allow on erp.example.com' });
    expect(screen.queryByText('Broken')).toBeNull();
    press('Allow on Desk');
    await screen.findByRole('button', { name: 'Remove Desk' });
    expect(granted).toEqual(['https://desk.example.com/*', 'https://*.desk.example.com/*']);
    await toldItem.remove();
  });

  it('are shown as granted by a build that brings them along', async () => {
    setUp({ fixed: ['https://*/*'] });
    await waitFor(() =>
      expect(screen.getAllByText('Granted by this build').length).toBeGreaterThan(3),
    );
    expect(screen.queryByRole('button', { name: /^Allow on/ })).toBeNull();
  });
});

describe('the settings', () => {
  it('let a member sign out, and change the server', async () => {
    await serverItem.set(SERVER);
    setUp();
    await screen.findByText(`Connected to ${SERVER}`);
    press('Sign in');
    await screen.findByText('Signed in as Jon Marsh');
    press('Sign out');
    await screen.findByRole('button', { name: 'Sign in' });
    press('Use another server');
    await screen.findByLabelText('Server address');
    expect(await serverItem.get()).toBeNull();
  });

  it('show the shortcuts as the browser has them', async () => {
    setUp();
    const keys = screen.getByRole('region', { name: 'Keyboard shortcuts' });
    await within(keys).findByText('Alt+Shift+T');
  });

  it('hold nothing that axe finds', async () => {
    await serverItem.set(SERVER);
    setUp();
    await screen.findByText(`Connected to ${SERVER}`);
    const { violations } = await axe.run(document.body, {
      rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
    });
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  });
});
