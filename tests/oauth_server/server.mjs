// A certified OAuth server (oidc-provider) with a small CRM behind it, for the tests.
//
// Refresh tokens rotate and their reuse is noticed, PKCE is required, access tokens are short.
// GET /auth… answers with the callback at once: a person who signs in and consents to everything,
// unless POST /control says otherwise. Prints its port on the first line.
//
// node server.mjs [CALLBACK]: with an address to come back to, it shows its own pages of sign-in and
// consent instead, for a browser.

import { once } from "node:events";
import { createServer } from "node:http";
import { Provider } from "oidc-provider";

const CLIENT = "threadside";
const SCOPES = ["openid", "offline_access", "crm.read", "crm.write"];
const PAGES = process.argv.length > 2;
const CALLBACK = process.argv[2] ?? "http://127.0.0.1:8080/console/crm/callback";

const stored = new Map(); // kind:id → payload, so that a test can take some away
const fresh = () => ({
  token: "", // how the token endpoint behaves: 500, slow, html, drop, huge, 429
  times: 0, // how often more; 0: until told otherwise
  add: {}, // added to its answers
  remove: [], // taken from its answers
  granted: null, // scopes that the person consents to, in place of those asked for
  deny: false,
  account: "4711",
  wait: 0, // milliseconds before the token endpoint answers
});
let told = fresh();
let counts = {};

class Store {
  constructor(kind) {
    this.kind = kind;
  }
  key(id) {
    return `${this.kind}:${id}`;
  }
  async upsert(id, payload) {
    stored.set(this.key(id), payload);
  }
  async find(id) {
    return stored.get(this.key(id));
  }
  async findByUid(uid) {
    return [...stored.values()].find((payload) => payload.uid === uid);
  }
  async consume(id) {
    stored.get(this.key(id)).consumed = Math.floor(Date.now() / 1000);
  }
  async destroy(id) {
    stored.delete(this.key(id));
  }
  async revokeByGrantId(grantId) {
    for (const [key, payload] of stored) if (payload.grantId === grantId) stored.delete(key);
  }
}

const listener = createServer((request, response) => serve(request, response));
listener.listen(0, "127.0.0.1");
await once(listener, "listening");
const { port } = listener.address();
const issuer = `http://127.0.0.1:${port}`;

process.removeAllListeners("warning"); // a development key set is what is wanted here
const provider = new Provider(issuer, {
  adapter: Store,
  clients: ["client_secret_post", "client_secret_basic"].map((method) => ({
    client_id: method === "client_secret_post" ? CLIENT : `${CLIENT}-basic`,
    client_secret: "a secret of the application",
    grant_types: ["authorization_code", "refresh_token"],
    redirect_uris: [CALLBACK],
    token_endpoint_auth_method: method,
  })),
  scopes: SCOPES,
  pkce: { required: () => true },
  rotateRefreshToken: true,
  issueRefreshToken: async (_context, client, code) =>
    client.grantTypeAllowed("refresh_token") && code.scopes.has("offline_access"),
  features: { devInteractions: { enabled: PAGES }, revocation: { enabled: true } },
  ttl: { AccessToken: 600, AuthorizationCode: 60, RefreshToken: 86400, Grant: 86400, Session: 600, Interaction: 600 },
  findAccount: async (_context, id) => ({ accountId: id, claims: async () => ({ sub: id }) }),
  ...(PAGES
    ? {}
    : { interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` } }),
  cookies: { keys: ["only for tests"] },
  clientBasedCORS: () => false,
});
const oauth = provider.callback();

async function body(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString();
}

function json(response, value, status = 200, headers = {}) {
  const text = JSON.stringify(value);
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(text);
}

function control(request, response, text) {
  if (request.url === "/control/reset") {
    told = fresh();
    counts = {};
    stored.clear();
  } else if (request.url === "/control/forget") {
    // { kinds: ["AccessToken"] }: they are expired, or the person has revoked them
    const { kinds } = JSON.parse(text);
    for (const key of stored.keys()) if (kinds.includes(key.split(":")[0])) stored.delete(key);
  } else if (request.url === "/control/counts") {
    return json(response, counts);
  } else {
    told = { ...told, ...JSON.parse(text) };
  }
  return json(response, {});
}

async function interaction(request, response) {
  const details = await provider.interactionDetails(request, response);
  if (told.deny) {
    const refusal = { error: "access_denied", error_description: "The person said no" };
    return provider.interactionFinished(request, response, refusal, { mergeWithLastSubmission: false });
  }
  if (details.prompt.name === "login") {
    return provider.interactionFinished(request, response, { login: { accountId: told.account } });
  }
  const grant = new provider.Grant({
    accountId: details.session.accountId,
    clientId: details.params.client_id,
  });
  const wanted = told.granted ?? details.params.scope.split(" ");
  grant.addOIDCScope(wanted.join(" "));
  const refused = details.params.scope.split(" ").filter((scope) => !wanted.includes(scope));
  if (refused.length) grant.rejectOIDCScope(refused.join(" "));
  const grantId = await grant.save();
  return provider.interactionFinished(request, response, { consent: { grantId } }, { mergeWithLastSubmission: true });
}

// What the CRM's own API answers to who has signed in.
async function api(request, response) {
  const bearer = (request.headers.authorization ?? "").replace("Bearer ", "");
  const token = bearer && (await provider.AccessToken.find(bearer));
  counts.api = (counts.api ?? 0) + 1;
  if (!token) {
    counts.refused = (counts.refused ?? 0) + 1;
    return json(response, { message: "The token does not hold" }, 401, { "www-authenticate": "Bearer" });
  }
  return json(response, { account: token.accountId, name: `Account ${token.accountId}`, path: request.url });
}

function misbehave(response, how) {
  if (how === "500") return json(response, { error: "server_error" }, 500);
  if (how === "429") return json(response, {}, 429, { "retry-after": "7" });
  if (how === "html") {
    response.writeHead(200, { "content-type": "text/html" });
    return response.end("<html><title>Sign in</title></html>");
  }
  if (how === "huge") {
    response.writeHead(200, { "content-type": "application/json" });
    return response.end(`{"access_token":"${"x".repeat(6 * 1024 * 1024)}"}`);
  }
  if (how === "drop") return response.destroy();
  return undefined; // slow: it never answers
}

// Runs the token endpoint and changes what it says as it was told.
async function token(request, response) {
  counts.token = (counts.token ?? 0) + 1;
  if (told.token) {
    const how = told.token;
    if (told.times && --told.times === 0) told.token = "";
    return misbehave(response, how);
  }
  const end = response.end.bind(response);
  const { add, remove, wait } = told;
  response.end = (text, ...rest) => {
    counts[response.statusCode] = (counts[response.statusCode] ?? 0) + 1;
    const answer = { ...JSON.parse(text), ...(response.statusCode === 200 ? add : {}) };
    for (const name of remove) delete answer[name];
    const changed = JSON.stringify(answer);
    response.setHeader("content-length", Buffer.byteLength(changed));
    setTimeout(() => end(changed, ...rest), wait);
    return response;
  };
  return oauth(request, response);
}

async function serve(request, response) {
  const path = request.url.split("?")[0];
  try {
    if (path.startsWith("/control")) return control(request, response, await body(request));
    if (!PAGES && path.startsWith("/interaction/")) return await interaction(request, response);
    if (path.startsWith("/api/")) return await api(request, response);
    if (path === "/token" && request.method === "POST") return await token(request, response);
    if (path === "/token/revocation") counts.revoked = (counts.revoked ?? 0) + 1;
    return await oauth(request, response);
  } catch (error) {
    process.stderr.write(`${error.stack}\n`);
    return json(response, { error: "the test server failed" }, 500);
  }
}

process.stdin.resume();
process.stdin.on("end", () => process.exit(0)); // ends with whoever started it
process.stdout.write(`${port}\n`);
