/** Questions of the service worker itself to the server, as the member who is signed in. */

export interface RestParts {
  /** Where the session is from: a token is shown to no other server. */
  server(): Promise<string | null>;
  token(): Promise<string | null>;
}

export interface Rest {
  /** What a path of the API answers, to a question in its body where there is one; null when signed
   * out, unreachable or refused. */
  get(path: string, question?: object): Promise<unknown>;
  /** The status that a posted value is answered with; null when signed out or unreachable. */
  post(path: string, value: object): Promise<number | null>;
}

export function makeRest(parts: RestParts): Rest {
  const ask = async (path: string, init: RequestInit): Promise<Response | null> => {
    try {
      const [server, token] = [await parts.server(), await parts.token()];
      if (server === null || token === null) return null;
      const headers = { ...init.headers, Authorization: `Bearer ${token}` };
      return await fetch(server + path, { ...init, headers, credentials: 'omit' });
    } catch {
      return null; // unreachable: the next event or alarm asks again
    }
  };

  const posted = (value: object): RequestInit => ({
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(value),
  });

  return {
    async get(path, question) {
      const answer = await ask(path, question === undefined ? {} : posted(question));
      return answer?.ok ? answer.json().catch(() => null) : null;
    },
    async post(path, value) {
      return (await ask(path, posted(value)))?.status ?? null;
    },
  };
}
