import { describe, expect, it } from 'vitest';
import { chosenItem, MOST_PLACES, placesItem, serverItem } from '../../src/settings';
import { bootFor, keepPlace } from '../../src/worker/places';
import { servePackage } from '../shipped';

const CRM = 'https://app.hubspot.com/contacts/1/record/0-1/2';

servePackage();

describe('what a content script is told', () => {
  it('is open on a CRM, and collapsed on a page that may be anything', async () => {
    expect(await bootFor(CRM, false)).toMatchObject({
      open: true,
      home: 'hubspot',
      layout: 'margin',
    });
    expect(await bootFor('https://intranet.example.com/', false)).toMatchObject({
      open: false,
      home: 'generic',
    });
  });

  it('is open where the rep has just called it', async () => {
    expect(await bootFor('https://intranet.example.com/', true)).toMatchObject({ open: true });
  });

  it('is how the rep left it on that site, and on that site alone', async () => {
    await keepPlace(CRM, { open: false, width: 500 });
    await keepPlace(CRM, { layout: 'overlay' });
    expect(await bootFor(CRM, false)).toMatchObject({ open: false, width: 500, layout: 'overlay' });
    expect(await bootFor('https://app-eu1.hubspot.com/', false)).toMatchObject({ open: true });
  });

  it('is nothing on the pages of the server', async () => {
    await serverItem.set('http://127.0.0.1:8080');
    expect(await bootFor('http://127.0.0.1:8080/oauth/authorize', false)).toBeNull();
    expect(await bootFor('http://127.0.0.1:5000/a/acme/contacts/1', false)).not.toBeNull();
  });

  it('is what the rep said their CRM is', async () => {
    await chosenItem.set({ 'crm.example.com': 'espocrm' });
    expect(await bootFor('https://crm.example.com/', false)).toMatchObject({
      home: 'espocrm',
      open: true,
    });
  });

  it('is remembered for the sites used last', async () => {
    for (let n = 0; n <= MOST_PLACES; n += 1)
      await keepPlace(`https://s${n}.example.com/`, { width: 400 });
    const places = Object.keys(await placesItem.get());
    expect(places).toHaveLength(MOST_PLACES);
    expect(places).not.toContain('https://s0.example.com');
  });

  it('holds words and a style sheet for our element', async () => {
    const boot = await bootFor(CRM, false);
    expect(boot?.look.rail.title).toBe('Open Threadside');
    expect(boot?.look.grip['aria-label']).toBe('Width of the Threadside sidebar');
    expect(boot?.look.style).toContain(':host');
  });
});
