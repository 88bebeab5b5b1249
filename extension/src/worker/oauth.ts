/** The server's OAuth 2 endpoints (RFC 6749, 7009) as this public client uses them. */
import { plainObject } from '../shape';
import type { Pkce } from './pkce';

export const CLIENT_ID = 'threadside-extension';

export interface Grant {
  access: string;
  refresh: string;
  /** Milliseconds since the epoch. */
  expiresAt: number;
}

/** The server said no: what was presented is worth nothing any more. */
export class Refused extends Error {}
/** No usable answer: nothing is known about what was presented. */
export class Unreachable extends Error {}

export function authorizeUrl(server: string, redirect: string, pkce: Pkce, state: string): string {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: CLIENT_ID,
    redirect_uri: redirect,
    code_challenge: pkce.challenge,
    code_challenge_method: 'S256',
    state,
  });
  return `${server}/oauth/authorize?${query}`;
}

/** The code in the address that the sign-in ended at. Raises `Refused` when there is none of ours. */
export function codeFrom(address: string, state: string): string {
  const query = new URL(address).searchParams;
  const code = query.get('code');
  if (query.get('state') !== state || code === null)
    throw new Refused(query.get('error') ?? 'state');
  return code;
}

async function post(url: string, form: Record<string, string>): Promise<Response> {
  try {
    return await fetch(url, {
      method: 'POST',
      body: new URLSearchParams({ client_id: CLIENT_ID, ...form }),
      credentials: 'omit',
      signal: AbortSignal.timeout(15_000),
    });
  } catch (error) {
    throw new Unreachable(String(error));
  }
}

/** Ask for tokens. Raises `Refused` (400, 401) or `Unreachable` (anything but a clear answer). */
export async function askTokens(server: string, form: Record<string, string>): Promise<Grant> {
  const answer = await post(`${server}/oauth/token`, form);
  if (answer.status === 400 || answer.status === 401) throw new Refused(String(answer.status));
  const body: unknown = answer.ok ? await answer.json().catch(() => null) : null;
  if (
    !plainObject(body) ||
    typeof body.access_token !== 'string' ||
    typeof body.refresh_token !== 'string'
  ) {
    throw new Unreachable(`status ${answer.status}`);
  }
  const seconds = typeof body.expires_in === 'number' ? body.expires_in : 300;
  return {
    access: body.access_token,
    refresh: body.refresh_token,
    expiresAt: Date.now() + seconds * 1000,
  };
}

/** Tell the server that a token is not needed any more; best effort. */
export async function revoke(server: string, token: string): Promise<void> {
  await post(`${server}/oauth/revoke`, { token, token_type_hint: 'refresh_token' }).catch(
    () => null,
  );
}
