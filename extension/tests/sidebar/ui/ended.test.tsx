import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { draftKey } from '../../../src/sidebar/target';
import { PersonView } from '../../../src/sidebar/ui/PersonView';
import { expectAccessible } from '../axe';
import { makeDesk, show } from '../desk';
import { beside, failure, media, page, target, text } from '../make';

afterEach(cleanup);

function failed(next: ReturnType<typeof failure>['next'], change = {}) {
  const lost = text({
    seq: 5,
    text: 'Lost',
    state: 'failed',
    state_words: 'Not sent',
    failure: failure({ title: 'No credit', words: 'The balance is used up.', next }),
    ...change,
  });
  const made = makeDesk({ beside: beside({ timeline: page(lost) }) });
  const Live = () => {
    const shown = made.store.snapshot.value;
    return shown === null ? null : <PersonView snapshot={shown} dimmed={false} />;
  };
  return { ...made, ...show(made.desk, <Live />) };
}

const row = () => screen.getByRole('listitem', { name: /Lost/ });
const button = (name: string) => within(row()).getByRole('button', { name });

describe('a text that did not arrive', () => {
  it('is reported to an admin with its reason and its number, by whatever way the rep has', async () => {
    const writeText = vi.fn(async (_words: string) => undefined);
    vi.stubGlobal('navigator', { ...navigator, clipboard: { writeText } });
    const { store, container } = failed(['tell_admin']);
    await expectAccessible(container);
    fireEvent.click(button('Copy for an admin'));
    await waitFor(() => expect(store.toast.value?.words).toContain('Copied'));
    const [words] = writeText.mock.calls[0] ?? [];
    for (const part of ['Anna Fernández', 'No credit', 'The balance is used up.', 'i00005']) {
      expect(words).toContain(part);
    }
  });

  it('is shown instead where the browser lets nothing be copied', async () => {
    const refuse = () => Promise.reject(new DOMException('policy', 'NotAllowedError'));
    vi.stubGlobal('navigator', { ...navigator, clipboard: { writeText: refuse } });
    document.execCommand = () => false;
    const { store } = failed(['tell_admin']);
    fireEvent.click(button('Copy for an admin'));
    await waitFor(() => expect(store.toast.value?.words).toContain('Tell an admin: A text to'));
  });

  it('that should wait is a draft again, with the times to send it later', async () => {
    const { drafts } = failed(['wait', 'call']);
    fireEvent.click(button('Send later'));
    await waitFor(() => expect(drafts.of(draftKey('w1', target())).value.text).toBe('Lost'));
    expect(await screen.findByRole('dialog', { name: 'Send later' })).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Call' }).getAttribute('href')).toContain('tel:');
  });

  it('is written again with its pictures', async () => {
    const { drafts } = failed(['edit_and_resend'], { media: [media()] });
    fireEvent.click(button('Write again'));
    const draft = drafts.of(draftKey('w1', target())).value;
    expect([draft.text, draft.media.map(({ id }) => id)]).toEqual(['Lost', ['md1']]);
  });

  it('offers nothing where nothing helps', () => {
    failed(['nothing']);
    expect(row().querySelectorAll('button, a')).toHaveLength(0);
  });
});
