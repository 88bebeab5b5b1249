import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { expectAccessible } from '../axe';
import { media, text } from '../make';
import { everythingInSight, log, names, talk } from './talk';

afterEach(cleanup);

let sight: ReturnType<typeof everythingInSight>;
beforeEach(() => {
  sight = everythingInSight();
});

const withMedia = (...items: ReturnType<typeof media>[]) =>
  text({ seq: 1, direction: 'in', text: '', media: items });

describe('a picture in the conversation', () => {
  it('has its place before it is there, and is named', async () => {
    const { api } = talk([withMedia(media())]);
    const open = await screen.findByRole('button', { name: 'Open picture kitchen.jpg' });
    expect(open.style.aspectRatio).toMatch(/^1\.333/);
    const image = await within(open).findByRole('img', { name: 'Picture kitchen.jpg' });
    expect(image.getAttribute('src')).toMatch(/^blob:/);
    expect(api.media).toHaveBeenCalledWith('md1', '/thumbnail', expect.anything());
    expect(names()).toContain('Anna Fernández, TIME: 1 picture — Received');
    expect(log().querySelector('.bubble')).toBeNull();
  });

  it('is let go when it is far away', async () => {
    talk([withMedia(media())]);
    await screen.findByRole('img', { name: 'Picture kitchen.jpg' });
    sight.away();
    await waitFor(() => expect(screen.queryByRole('img', { name: /kitchen/ })).toBeNull());
    expect(screen.getByRole('button', { name: 'Open picture kitchen.jpg' })).toBeTruthy();
  });

  it('on its way is said in words, and is there as soon as it has come', async () => {
    const pending = media({ state: 'pending', thumbnail: false, width: null, height: null });
    const { events } = talk([withMedia(pending)]);
    expect(screen.getByText('Picture on its way…')).toBeTruthy();
    events.items([{ ...withMedia(media()), version: 2 }]);
    expect(await screen.findByRole('img', { name: 'Picture kitchen.jpg' })).toBeTruthy();
  });

  it.each([
    ['failed', 'The carrier no longer has it.'],
    ['blocked', 'A virus scan found something.'],
  ] as const)('that is %s says why, and offers nothing', (state, words) => {
    const { api } = talk([withMedia(media({ state, words, thumbnail: false }))]);
    expect(screen.getByText(words)).toBeTruthy();
    expect(within(log()).queryByRole('button')).toBeNull();
    expect(names()).toContain(`Anna Fernández, TIME: 1 picture, ${words} — Received`);
    expect(api.media).not.toHaveBeenCalled();
  });

  it('that is no picture is a file to download, never a document', async () => {
    const hostile = media({ content_type: 'image/svg+xml', name: 'logo.svg', thumbnail: false });
    const { api } = talk([withMedia(hostile)]);
    expect(screen.queryByRole('button', { name: /Open picture/ })).toBeNull();
    expect(api.media).not.toHaveBeenCalled();
    const clicked = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => {});
    fireEvent.click(screen.getByRole('button', { name: 'Download logo.svg' }));
    await waitFor(() => expect(clicked).toHaveBeenCalledTimes(1));
    const link = clicked.mock.contexts[0] as HTMLAnchorElement;
    expect(link.download).toBe('logo.svg');
    expect(link.target).toBe('');
  });

  it('that neither browser nor server could draw is a file', () => {
    const { api } = talk([withMedia(media({ content_type: 'image/heic', thumbnail: false }))]);
    expect(screen.queryByRole('button', { name: /Open picture/ })).toBeNull();
    expect(api.media).not.toHaveBeenCalled();
  });

  it('the browser can’t decode becomes a file', async () => {
    talk([withMedia(media())]);
    fireEvent.error(await screen.findByRole('img', { name: 'Picture kitchen.jpg' }));
    expect(await screen.findByRole('button', { name: 'Download kitchen.jpg' })).toBeTruthy();
  });
});

describe('other files', () => {
  it('say what they are, and sound plays in place', async () => {
    const audio = { kind: 'audio', content_type: 'audio/mpeg', thumbnail: false } as const;
    const { api } = talk([
      withMedia(
        media({ id: 'a', name: 'voice.mp3', ...audio }),
        media({ id: 'b', name: 'offer.pdf', kind: 'pdf', content_type: 'application/pdf' }),
      ),
    ]);
    expect(screen.getByText('PDF · 120 kB')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Play offer.pdf' })).toBeNull();
    api.media.mockResolvedValue(new Blob(['mp3'], { type: 'audio/mpeg' }));
    fireEvent.click(screen.getByRole('button', { name: 'Play voice.mp3' }));
    const player = await screen.findByLabelText('voice.mp3');
    expect([player.tagName, player.getAttribute('src')?.startsWith('blob:')]).toEqual([
      'AUDIO',
      true,
    ]);
    expect(names()).toContain('Anna Fernández, TIME: 2 files — Received');
  });

  it('are accessible, together with pictures in every state', async () => {
    const { container } = talk([
      withMedia(
        media({ id: 'a' }),
        media({ id: 'b', state: 'pending' }),
        media({ id: 'c', state: 'failed', words: 'Gone.' }),
        media({ id: 'd', kind: 'video', content_type: 'video/mp4', name: 'tour.mp4' }),
      ),
    ]);
    await screen.findByRole('img', { name: 'Picture kitchen.jpg' });
    await expectAccessible(container);
  });
});

describe('the viewer', () => {
  const three = () =>
    talk([
      text({ seq: 1, direction: 'in', text: '', media: [media({ id: 'a', name: 'a.jpg' })] }),
      text({
        seq: 2,
        text: 'And these',
        media: [media({ id: 'b', name: 'b.jpg' }), media({ id: 'c', name: 'c.jpg' })],
      }),
    ]);
  const viewer = (name: RegExp) => screen.findByRole('dialog', { name });

  it('shows a picture as it is, and the arrows lead through the conversation', async () => {
    const { api } = three();
    fireEvent.click(await screen.findByRole('button', { name: 'Open picture b.jpg' }));
    const dialog = await viewer(/Picture 2 of 3: b\.jpg/);
    await waitFor(() => expect(api.media).toHaveBeenCalledWith('b', '', expect.anything()));
    await within(dialog).findByRole('img', { name: 'Picture b.jpg' });
    await expectAccessible(dialog);
    fireEvent.keyDown(dialog, { key: 'ArrowRight' });
    await viewer(/Picture 3 of 3: c\.jpg/);
    fireEvent.keyDown(dialog, { key: 'ArrowRight' });
    fireEvent.keyDown(dialog, { key: 'ArrowLeft' });
    fireEvent.keyDown(dialog, { key: 'ArrowLeft' });
    await viewer(/Picture 1 of 3: a\.jpg/);
    const back = within(dialog).getByRole<HTMLButtonElement>('button', {
      name: 'Previous picture',
    });
    expect(back.disabled).toBe(true);
  });

  it('shows the server’s JPEG of a picture that no browser shows', async () => {
    const heic = media({ id: 'h', name: 'roof.heic', content_type: 'image/heic' });
    const { api } = talk([withMedia(heic)]);
    fireEvent.click(await screen.findByRole('button', { name: 'Open picture roof.heic' }));
    const dialog = await viewer(/roof\.heic/);
    await within(dialog).findByRole('img', { name: 'Picture roof.heic' });
    expect(within(dialog).getByRole('button', { name: 'Enlarge' })).toBeTruthy();
    expect(api.media).toHaveBeenCalledWith('h', '/thumbnail', expect.anything());
    expect(api.media).not.toHaveBeenCalledWith('h', '', expect.anything());
  });

  it('enlarges with a press and leaves with Escape', async () => {
    three();
    fireEvent.click(await screen.findByRole('button', { name: 'Open picture a.jpg' }));
    const dialog = await viewer(/a\.jpg/);
    fireEvent.click(await within(dialog).findByRole('button', { name: 'Enlarge' }));
    fireEvent.click(await within(dialog).findByRole('button', { name: 'Fit to the sidebar' }));
    fireEvent(dialog, new Event('cancel', { cancelable: true }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('closes when another record is opened', async () => {
    const { store } = three();
    fireEvent.click(await screen.findByRole('button', { name: 'Open picture a.jpg' }));
    await viewer(/a\.jpg/);
    const ref = { crm: 'sample' as const, account: 'acme', type: 'contact' as const, id: '2' };
    store.subject.value = { key: 'k2', ref, turn: 2 };
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(store.viewing.value).toBeNull();
  });
});
