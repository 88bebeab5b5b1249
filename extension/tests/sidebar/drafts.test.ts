import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DRAFT_MS, draftBook } from '../../src/sidebar/drafts';
import { draftKey } from '../../src/sidebar/target';
import { wipe } from '../../src/worker/wipe';
import { attachment, target } from './make';

const ANNA = draftKey('w1', target());
const BORIS = draftKey('w1', target({ person: 'p2' }));

let life: AbortController;
beforeEach(() => {
  vi.useFakeTimers();
  life = new AbortController();
});
afterEach(() => {
  life.abort();
  vi.useRealTimers();
});

/** What a document that opens later finds. */
async function reopened() {
  const book = draftBook(life.signal);
  await book.load();
  return book;
}

describe('a draft', () => {
  it('is there again in the next document', async () => {
    const book = draftBook(life.signal);
    book.write(ANNA, { text: 'Hello Anna' });
    await vi.advanceTimersByTimeAsync(DRAFT_MS);
    expect((await reopened()).of(ANNA).value.text).toBe('Hello Anna');
  });

  it('is stored at once when the document goes away', async () => {
    const book = draftBook(life.signal);
    book.write(ANNA, { text: 'half a wo' });
    await book.flush();
    expect((await reopened()).of(ANNA).value.text).toBe('half a wo');
  });

  it('belongs to its person and number and does not follow', async () => {
    const book = draftBook(life.signal);
    book.write(ANNA, { text: 'for Anna only' });
    expect(book.of(BORIS).value.text).toBe('');
    expect(draftKey('w2', target())).not.toBe(ANNA);
    expect(draftKey('w1', target({ phone: '+17205550199' }))).not.toBe(ANNA);
  });

  it('goes with the sign-out by hand, which empties the storage', async () => {
    const book = draftBook(life.signal);
    book.write(ANNA, { text: 'on a shared computer' });
    await book.flush();
    expect(book.any()).toBe(true);
    await wipe();
    expect([book.of(ANNA).value.text, book.any()]).toEqual(['', false]);
  });

  it('of a note comes back as a note', async () => {
    const book = draftBook(life.signal);
    book.write(ANNA, { text: 'do not send this', mode: 'note' });
    await book.flush();
    expect((await reopened()).of(ANNA).value.mode).toBe('note');
  });

  it('follows another document, but never under the hands of the rep', async () => {
    const here = draftBook(life.signal, undefined, () => 100);
    const there = draftBook(life.signal, undefined, () => 200);
    there.write(ANNA, { text: 'from the other tab' });
    await there.flush();
    expect(here.of(ANNA).value.text).toBe('from the other tab');
    const typing = draftBook(life.signal, undefined, () => 300);
    typing.write(ANNA, { text: 'being typed' });
    there.write(ANNA, { text: 'from the other tab again' });
    await there.flush();
    expect(typing.of(ANNA).value.text).toBe('being typed');
  });

  it('goes after a week', async () => {
    const old = draftBook(life.signal, undefined, () => 0);
    old.write(ANNA, { text: 'long ago' });
    await old.flush();
    const book = draftBook(life.signal, undefined, () => 8 * 24 * 3600 * 1000);
    await book.load();
    expect(book.of(ANNA).value.text).toBe('');
    expect(await chrome.storage.local.get(null)).toEqual({});
  });

  it('gets words back in front of what was written since', () => {
    const book = draftBook(life.signal);
    book.write(ANNA, { text: 'and more' });
    book.giveBack(ANNA, { text: 'Taken back' });
    expect(book.of(ANNA).value.text).toBe('Taken back\nand more');
  });

  it('keeps its pictures and files, and only its own', async () => {
    const book = draftBook(life.signal);
    book.write(ANNA, { media: [attachment()] });
    expect(book.any()).toBe(true);
    await book.flush();
    const next = await reopened();
    expect(next.of(ANNA).value).toMatchObject({ text: '', media: [attachment()] });
    expect(next.of(BORIS).value.media).toEqual([]);
  });

  it('gets pictures back once, before those added since', () => {
    const book = draftBook(life.signal);
    const [one, two] = [attachment({ id: 'one' }), attachment({ id: 'two' })];
    book.write(ANNA, { media: [two] });
    book.giveBack(ANNA, { text: '', media: [one, two] });
    expect(book.of(ANNA).value.media.map(({ id }) => id)).toEqual(['one', 'two']);
  });

  it('of a release that knew no media is read', async () => {
    const old = { text: 'From before', mode: 'text', template: null, at: Date.now() };
    await chrome.storage.local.set({ [`draft:${ANNA}`]: { v: 1, d: old } });
    expect((await reopened()).of(ANNA).value).toEqual({ ...old, media: [] });
  });
});
