/** Proof Key for Code Exchange (RFC 7636), method S256. */

export interface Pkce {
  verifier: string;
  challenge: string;
}

const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

/** An unguessable string of 43 characters (32 bytes). */
export const unguessable = (): string => base64url(crypto.getRandomValues(new Uint8Array(32)));

export async function makePkce(): Promise<Pkce> {
  const verifier = unguessable();
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  return { verifier, challenge: base64url(new Uint8Array(hash)) };
}
