/**
 * Who is signed in. Access tokens live in `storage.session` (memory; refused to content scripts),
 * the refresh token in `storage.local`, which main.ts limits to trusted contexts. A refresh token
 * works once: two refreshes at a time would end the session, so there is only ever one.
 */
import { browser } from '../chrome';
import { isSession, type Session, type SignInOutcome } from '../messages';
import { serverItem } from '../settings';
import { orNull, shape, text, whole } from '../shape';
import { type Item, item } from '../storage';
import { askTokens, authorizeUrl, codeFrom, type Grant, Refused, revoke } from './oauth';
import { makePkce, unguessable } from './pkce';

interface Refresh {
  server: string;
  token: string;
}
interface Access {
  token: string;
  expiresAt: number;
}

/** A token that is about to expire would be refused on arrival. */
const MARGIN_MS = 30_000;
const TOKEN = text(4096);

export interface Stores {
  server: Item<string | null>;
  access: Item<Access | null>;
  refresh: Item<Refresh | null>;
  session: Item<Session | null>;
}

const stores = (): Stores => ({
  server: serverItem,
  access: item('session', 'access', {
    version: 1,
    fallback: null,
    check: orNull(shape<Access>({ token: TOKEN, expiresAt: whole() })),
  }),
  refresh: item('local', 'refresh', {
    version: 1,
    fallback: null,
    check: orNull(shape<Refresh>({ server: text(300), token: TOKEN })),
  }),
  session: item('local', 'session', { version: 1, fallback: null, check: orNull(isSession) }),
});

export interface Sessions {
  current(): Promise<Session | null>;
  /** A valid access token, or null when signed out. Raises `Unreachable` when none can be had now. */
  token(stale?: string): Promise<string | null>;
  signIn(): Promise<SignInOutcome>;
  signOut(): Promise<void>;
}

export type IdentityApi = Pick<typeof chrome.identity, 'launchWebAuthFlow' | 'getRedirectURL'>;

/** @param changed called with each new session, and with null when it has ended */
export function makeSessions(
  changed: (session: Session | null) => void,
  kept: Stores = stores(),
  identity: IdentityApi = browser.identity,
): Sessions {
  let refreshing: Promise<string | null> | null = null;
  let signingIn: Promise<SignInOutcome> | null = null;

  const keep = async (server: string, grant: Grant): Promise<string> => {
    // The refresh token first: it is the one that can't be had again.
    await kept.refresh.set({ server, token: grant.refresh });
    await kept.access.set({ token: grant.access, expiresAt: grant.expiresAt });
    return grant.access;
  };

  const forget = async (): Promise<void> => {
    await Promise.all([kept.access.remove(), kept.refresh.remove(), kept.session.remove()]);
    changed(null);
  };

  const refresh = async (): Promise<string | null> => {
    const held = await kept.refresh.get();
    if (held === null) return null;
    try {
      const form = { grant_type: 'refresh_token', refresh_token: held.token };
      const grant = await askTokens(held.server, form);
      if ((await kept.refresh.get())?.token === held.token) return await keep(held.server, grant);
      await revoke(held.server, grant.refresh); // signed out while this was on its way
      return null;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      await forget();
      return null;
    }
  };

  const whoAmI = async (server: string, token: string): Promise<Session | null> => {
    const answer = await fetch(`${server}/v1/me`, {
      headers: { Authorization: `Bearer ${token}` },
      credentials: 'omit',
    });
    const session: unknown = { server, ...(answer.ok ? await answer.json() : {}) };
    return isSession(session) ? session : null;
  };

  const runSignIn = async (): Promise<SignInOutcome> => {
    const server = await kept.server.get();
    if (server === null) return { session: null, problem: 'signin.no_server' };
    const redirect = identity.getRedirectURL();
    const [pkce, state] = [await makePkce(), unguessable()];
    let ended: string | undefined;
    try {
      const url = authorizeUrl(server, redirect, pkce, state);
      ended = await identity.launchWebAuthFlow({ url, interactive: true });
    } catch (error) {
      const closed = /did not approve|closed|cancel/i.test(String(error));
      return { session: null, problem: closed ? 'signin.closed' : 'signin.unreachable' };
    }
    try {
      const grant = await askTokens(server, {
        grant_type: 'authorization_code',
        code: codeFrom(ended ?? redirect, state),
        redirect_uri: redirect,
        code_verifier: pkce.verifier,
      });
      const session = await whoAmI(server, await keep(server, grant));
      if (session === null) throw new Refused('not a server of ours');
      await kept.session.set(session);
      changed(session);
      return { session, problem: null };
    } catch (error) {
      await forget();
      const problem = error instanceof Refused ? 'signin.refused' : 'signin.unreachable';
      return { session: null, problem };
    }
  };

  return {
    current: () => kept.session.get(),
    async token(stale) {
      const held = await kept.access.get();
      const good = held !== null && held.token !== stale && held.expiresAt > Date.now() + MARGIN_MS;
      if (good && refreshing === null) return held.token;
      refreshing ??= refresh().finally(() => {
        refreshing = null;
      });
      return refreshing;
    },
    signIn() {
      signingIn ??= runSignIn().finally(() => {
        signingIn = null;
      });
      return signingIn;
    },
    async signOut() {
      const held = await kept.refresh.get();
      await forget();
      if (held !== null) await revoke(held.server, held.token);
    },
  };
}
