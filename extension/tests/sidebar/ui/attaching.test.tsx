import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Problem, Unreachable } from '../../../src/sidebar/api';
import type { Upload, UploadWish } from '../../../src/sidebar/media/upload';
import { draftKey } from '../../../src/sidebar/target';
import type { UploadedMedia } from '../../../src/sidebar/wire';
import { expectAccessible } from '../axe';
import { attachment, beside, LINES, target } from '../make';
import { click, compose, field, modEnter, send, type } from './compose';

afterEach(cleanup);

const picture = (name = 'kitchen.jpg', size = 120_000) =>
  new File([new Uint8Array(size)], name, { type: 'image/jpeg' });
const arrived = (change = {}): UploadedMedia => attachment(change) as UploadedMedia;

/** Uploads that the test answers, in the order they were begun. */
function uploading() {
  const begun: (UploadWish & {
    done(media: UploadedMedia): void;
    fail(error: Error): void;
  })[] = [];
  const upload: Upload = (wish) =>
    new Promise((done, fail) => {
      begun.push({ ...wish, done, fail });
    });
  return { begun, upload };
}

const paste = (...files: File[]) =>
  fireEvent.paste(field(), { clipboardData: { files, types: ['Files'] } });
const tray = () => screen.findByRole('list', { name: 'Attachments' });
const draftOf = (made: ReturnType<typeof compose>) => made.drafts.of(draftKey('w1', target()));

describe('a picture that is pasted', () => {
  it('is uploaded at once with its progress, and goes with the text', async () => {
    const { begun, upload } = uploading();
    const { api } = compose({ upload });
    await paste(picture());
    const list = await tray();
    expect(begun[0]?.line).toBe('l1');
    begun[0]?.progress(60_000);
    await waitFor(() => expect(list.textContent).toContain('60 of 120 kB'));
    await expectAccessible(list);
    begun[0]?.done(arrived());
    await waitFor(() => expect(list.parentElement?.textContent).toContain('120 of 600 kB'));
    api.send.mockReturnValue(new Promise(() => undefined));
    await type('The new kitchen');
    click(send());
    await waitFor(() => expect(api.send).toHaveBeenCalledTimes(1));
    expect(api.send.mock.calls[0]?.[0]).toMatchObject({ text: 'The new kitchen', media: ['md1'] });
    expect(screen.queryByRole('list', { name: 'Attachments' })).toBeNull();
    expect(screen.getByRole('listitem', { name: /1 picture\. The new kitchen/ })).toBeTruthy();
  });

  it('can go without words', async () => {
    const { api } = compose({ upload: async () => arrived() });
    expect(send().disabled).toBe(true);
    await paste(picture());
    await waitFor(() => expect(send().disabled).toBe(false));
    modEnter();
    await waitFor(() => expect(api.send).toHaveBeenCalledTimes(1));
    expect(api.send.mock.calls[0]?.[0]).toMatchObject({ text: '', media: ['md1'] });
  });

  it('is not taken for words that an office program pastes with a picture of them', async () => {
    const { begun, upload } = uploading();
    compose({ upload });
    await fireEvent.paste(field(), {
      clipboardData: { files: [picture()], types: ['text/plain', 'Files'] },
    });
    expect(begun).toEqual([]);
  });
});

describe('Send', () => {
  it('pressed during an upload waits for it, says so, and then goes once', async () => {
    const { begun, upload } = uploading();
    const { api } = compose({ upload });
    await paste(picture());
    await type('Here');
    modEnter();
    expect(await screen.findByRole('button', { name: 'Uploading…' })).toBeTruthy();
    modEnter();
    expect(api.send).not.toHaveBeenCalled();
    begun[0]?.done(arrived());
    await waitFor(() => expect(api.send).toHaveBeenCalledTimes(1));
    expect(api.send.mock.calls[0]?.[0]).toMatchObject({ media: ['md1'] });
  });

  it.each(['fails', 'is cancelled'])('is held, in words, when the upload %s', async (how) => {
    const { begun, upload } = uploading();
    const { api, store } = compose({ upload });
    await paste(picture());
    await type('Here');
    modEnter();
    await screen.findByRole('button', { name: 'Uploading…' });
    if (how === 'fails') begun[0]?.fail(new Problem(415, 'media_type', 'Not this kind.'));
    else fireEvent.click(await screen.findByRole('button', { name: 'Cancel kitchen.jpg' }));
    await waitFor(() => expect(store.toast.value?.words).toContain('Not sent yet'));
    expect(api.send).not.toHaveBeenCalled();
    expect(field().value).toBe('Here');
  });
});

describe('an upload that fails', () => {
  it('says why beside the file, and can be tried again or removed', async () => {
    const { begun, upload } = uploading();
    compose({ upload });
    await paste(picture());
    begun[0]?.fail(new Problem(413, 'media_too_large', 'It is larger than 25 MB.'));
    expect((await screen.findByRole('alert')).textContent).toBe('It is larger than 25 MB.');
    await expectAccessible(await tray());
    expect(send().disabled).toBe(true);
    fireEvent.click(screen.getByRole('button', { name: 'Try kitchen.jpg again' }));
    await waitFor(() => expect(begun).toHaveLength(2));
    begun[1]?.fail(new Problem(413, 'media_too_large', 'Still.'));
    fireEvent.click(await screen.findByRole('button', { name: 'Remove kitchen.jpg' }));
    await waitFor(() => expect(screen.queryByRole('list', { name: 'Attachments' })).toBeNull());
  });

  it('offline says that a file can’t be kept for later', async () => {
    const { begun, upload } = uploading();
    const { store } = compose({ upload });
    store.online.value = false;
    await paste(picture());
    begun[0]?.fail(new Unreachable('error'));
    expect((await screen.findByRole('alert')).textContent).toContain("can't be kept for later");
  });
});

describe('several files', () => {
  it('keep their order, one after the other, and stop at ten', async () => {
    const { begun, upload } = uploading();
    const made = compose({ upload });
    await paste(...Array.from({ length: 12 }, (_, n) => picture(`${n}.jpg`, 10)));
    expect(begun).toHaveLength(1);
    expect(made.store.toast.value?.words).toContain('At most 10');
    for (let n = 0; n < 10; n += 1) {
      await waitFor(() => expect(begun).toHaveLength(n + 1));
      begun[n]?.done(arrived({ id: `md${n}`, bytes: 10 }));
    }
    await waitFor(() => expect(draftOf(made).value.media).toHaveLength(10));
    expect(draftOf(made).value.media.map(({ id }) => id)).toEqual(
      Array.from({ length: 10 }, (_, n) => `md${n}`),
    );
    const list = await tray();
    fireEvent.click(within(list).getAllByRole('button', { name: /^Remove/ })[0] as Element);
    await waitFor(() => expect(draftOf(made).value.media[0]?.id).toBe('md1'));
  });

  it('over the limit of the line can’t go, and the words say what helps', async () => {
    const made = compose({ upload: async () => arrived({ bytes: 700_000, link: 'https://s/1' }) });
    await paste(picture());
    const list = await tray();
    await waitFor(() => expect(list.parentElement?.textContent).toContain('700 of 600 kB. Too'));
    expect(send().disabled).toBe(true);
    fireEvent.click(screen.getByRole('button', { name: 'Add a link instead' }));
    await waitFor(() => expect(field().value).toBe('https://s/1'));
    expect(draftOf(made).value.media).toEqual([]);
    expect(send().disabled).toBe(false);
  });
});

describe('a line without MMS', () => {
  const [line] = LINES;
  const plain = { ...line, mms: false } as (typeof LINES)[number];

  it('says so on the button and offers a link, which stands in the text', async () => {
    compose({
      beside: beside({ lines: [plain] }),
      upload: async () => arrived({ link: 'https://s/m/1' }),
    });
    expect(screen.getByRole('button', { name: /sends it as a link only/ })).toBeTruthy();
    await type('See:');
    await paste(picture());
    expect((await screen.findByText("This line can't send pictures or files.")).tagName).toBe(
      'SPAN',
    );
    expect(send().disabled).toBe(true);
    fireEvent.click(screen.getByRole('button', { name: 'Add a link instead' }));
    await waitFor(() => expect(field().value).toBe('See:\nhttps://s/m/1'));
  });
});

describe('a drop', () => {
  const drag = (kind: 'dragover' | 'drop', files: File[] = []) => {
    const dragged = new Event(kind, { bubbles: true, cancelable: true });
    return fireEvent(
      document.body,
      Object.assign(dragged, { dataTransfer: { types: ['Files'], files } }),
    );
  };

  it('has a target that can be seen, and attaches', async () => {
    const { begun, upload } = uploading();
    compose({ upload });
    await drag('dragover');
    expect(await screen.findByText('Drop to attach')).toBeTruthy();
    await drag('drop', [picture()]);
    expect(begun).toHaveLength(1);
    expect(screen.queryByText('Drop to attach')).toBeNull();
  });

  it('says so where nothing can be attached', async () => {
    const { begun, upload } = uploading();
    const { store } = compose({ upload });
    fireEvent.click(screen.getByRole('button', { name: 'Note' }));
    await drag('drop', [picture()]);
    expect(begun).toEqual([]);
    expect(store.toast.value?.words).toBe('Nothing can be attached here now.');
  });
});

describe('a note', () => {
  it('leaves the pictures for the next text', async () => {
    const made = compose({ upload: async () => arrived() });
    made.api.note.mockReturnValue(new Promise(() => undefined));
    await paste(picture());
    await waitFor(() => expect(draftOf(made).value.media).toHaveLength(1));
    fireEvent.click(screen.getByRole('button', { name: 'Note' }));
    expect(await screen.findByText(/Attachments stay here/)).toBeTruthy();
    await type('Wants a quote');
    modEnter();
    await waitFor(() => expect(made.api.note).toHaveBeenCalled());
    expect(draftOf(made).value.media).toHaveLength(1);
    vi.restoreAllMocks();
  });
});
