import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Session } from '../../src/messages';
import { serverItem } from '../../src/settings';
import { Unreachable } from '../../src/worker/oauth';
import { makeSessions } from '../../src/worker/session';

const SERVER = 'https://text.example.com';
const REDIRECT = 'https://kfgfnggophamflgkhjkankbogoinpiai.chromiumapp.org/';
const ME = {
  member: { id: 'm1', name: 'Jon', initials: 'JM' },
  email: 'jon@example.com',
  role: 'rep',
  may_send: true,
  workspace: { id: 'w1', name: 'Northside', region: 'US', hold_seconds: 5 },
};

/** The server: each refresh token works once, and tokens are numbered. */
function server(expires = 600) {
  let issued = 0;
  let refresh = '';
  const asked: URLSearchParams[] = [];
  const revoked: (string | null)[] = [];
  let down = false;
  const answer = (body: object, status = 200) => new Response(JSON.stringify(body), { status });
  const grant = () => {
    issued += 1;
    refresh = `refresh-${issued}`;
    return answer({
      access_token: `access-${issued}`,
      refresh_token: refresh,
      expires_in: expires,
    });
  };
  vi.stubGlobal('fetch', async (url: string, init: RequestInit = {}) => {
    if (down) throw new TypeError('Failed to fetch');
    const form = init.body as URLSearchParams;
    switch (new URL(url).pathname) {
      case '/oauth/token': {
        asked.push(form);
        const good = form.get('code') === 'good' || form.get('refresh_token') === refresh;
        return good ? grant() : answer({ error: 'invalid_grant' }, 400);
      }
      case '/oauth/revoke':
        revoked.push(form.get('token'));
        return answer({});
      case '/v1/me':
        return answer(ME);
      default:
        return answer({}, 404);
    }
  });
  return {
    asked,
    revoked,
    fail: (now: boolean) => {
      down = now;
    },
    forgetRefresh: () => {
      refresh = 'none';
    },
  };
}

function signInWindow(end: (url: URL) => string | Promise<never>) {
  return {
    getRedirectURL: () => REDIRECT,
    launchWebAuthFlow: vi.fn(async ({ url }: { url: string }) => end(new URL(url))),
  };
}
const accepts = () =>
  signInWindow((url) => `${REDIRECT}?code=good&state=${url.searchParams.get('state')}`);

function sessions(identity = accepts()) {
  const changed = vi.fn<(session: Session | null) => void>();
  return { changed, identity, ...makeSessions(changed, undefined, identity as never) };
}

beforeEach(() => serverItem.set(SERVER));

describe('signing in', () => {
  it('asks with a proof key, and ends with the member and a token', async () => {
    const { asked } = server();
    const one = sessions();
    const outcome = await one.signIn();
    expect(outcome).toEqual({ session: { server: SERVER, ...ME }, problem: null });
    expect(one.changed).toHaveBeenCalledExactlyOnceWith(outcome.session);
    expect(await one.token()).toBe('access-1');

    const url = new URL(one.identity.launchWebAuthFlow.mock.calls[0]?.[0].url ?? '');
    expect(`${url.origin}${url.pathname}`).toBe(`${SERVER}/oauth/authorize`);
    expect(url.searchParams.get('code_challenge_method')).toBe('S256');
    const verifier = asked[0]?.get('code_verifier') ?? '';
    const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
    const challenge = Buffer.from(hash).toString('base64url');
    expect(url.searchParams.get('code_challenge')).toBe(challenge);
  });

  it.each([
    ['without a server', null, accepts(), 'signin.no_server'],
    [
      'when the window is closed',
      SERVER,
      signInWindow(() => Promise.reject(new Error('The user did not approve access.'))),
      'signin.closed',
    ],
    [
      'when the server does not answer',
      SERVER,
      signInWindow(() => Promise.reject(new Error('Authorization page could not be loaded.'))),
      'signin.unreachable',
    ],
    [
      'when the answer is to a question we did not ask',
      SERVER,
      signInWindow(() => `${REDIRECT}?code=good&state=forged`),
      'signin.refused',
    ],
    [
      'when the member says no',
      SERVER,
      signInWindow(
        (url) => `${REDIRECT}?error=access_denied&state=${url.searchParams.get('state')}`,
      ),
      'signin.refused',
    ],
    [
      'when the code is worth nothing',
      SERVER,
      signInWindow((url) => `${REDIRECT}?code=old&state=${url.searchParams.get('state')}`),
      'signin.refused',
    ],
  ])('says why not, %s', async (_, address, identity, problem) => {
    server();
    await serverItem.set(address);
    const one = sessions(identity as never);
    expect(await one.signIn()).toEqual({ session: null, problem });
    expect(await one.token()).toBeNull();
  });

  it('opens one window, however often it is pressed', async () => {
    server();
    const one = sessions();
    await Promise.all([one.signIn(), one.signIn()]);
    expect(one.identity.launchWebAuthFlow).toHaveBeenCalledOnce();
  });
});

describe('a token', () => {
  it('is refreshed once for everybody who asks', async () => {
    const { asked } = server();
    const one = sessions();
    await one.signIn();
    const tokens = await Promise.all([1, 2, 3, 4].map(() => one.token('access-1')));
    expect(tokens).toEqual(Array(4).fill('access-2'));
    expect(asked.filter((form) => form.get('grant_type') === 'refresh_token')).toHaveLength(1);
  });

  it('that another sidebar found stale before is not refreshed again', async () => {
    const { asked } = server();
    const one = sessions();
    await one.signIn();
    await one.token('access-1');
    expect(await one.token('access-1')).toBe('access-2');
    expect(asked).toHaveLength(2);
  });

  it('is refreshed before it expires', async () => {
    server(20);
    const one = sessions();
    await one.signIn();
    expect(await one.token()).toBe('access-2');
  });

  it('survives the death of the service worker', async () => {
    server();
    await sessions().signIn();
    expect(await sessions().token()).toBe('access-1');
    expect(await sessions().current()).toMatchObject({ email: 'jon@example.com' });
  });

  it('is no reason to sign out while the server is away', async () => {
    const { fail } = server();
    const one = sessions();
    await one.signIn();
    fail(true);
    await expect(one.token('access-1')).rejects.toBeInstanceOf(Unreachable);
    expect(await one.current()).not.toBeNull();
    fail(false);
    expect(await one.token('access-1')).toBe('access-2');
  });

  it('that can not be refreshed any more ends the session', async () => {
    const { forgetRefresh } = server();
    const one = sessions();
    await one.signIn();
    forgetRefresh();
    expect(await one.token('access-1')).toBeNull();
    expect(one.changed).toHaveBeenLastCalledWith(null);
    expect(await one.current()).toBeNull();
  });
});

describe('signing out', () => {
  it('forgets everything here first, then tells the server', async () => {
    const { revoked } = server();
    const one = sessions();
    await one.signIn();
    await one.signOut();
    expect(one.changed).toHaveBeenLastCalledWith(null);
    expect(await one.token()).toBeNull();
    expect(revoked).toEqual(['refresh-1']);
  });

  it('wins over a refresh that was on its way', async () => {
    const { revoked } = server();
    const one = sessions();
    await one.signIn();
    const [token] = await Promise.all([one.token('access-1'), one.signOut()]);
    expect(token).toBeNull();
    expect(await one.token()).toBeNull();
    expect(revoked).toContain('refresh-2');
  });

  it('works while the server is away', async () => {
    const { fail } = server();
    const one = sessions();
    await one.signIn();
    fail(true);
    await one.signOut();
    expect(await one.current()).toBeNull();
  });
});
