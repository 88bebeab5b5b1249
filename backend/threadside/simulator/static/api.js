// The simulator's own `/_sim/` interface, as far as the page needs it.

/** Ask; resolves to the parsed answer, null for an empty one. Throws an Error with a sentence. */
async function ask(path, options = {}) {
  const answer = await fetch(path, options);
  const isJson = (answer.headers.get("Content-Type") ?? "").includes("json");
  const body = isJson ? await answer.json() : null;
  if (!answer.ok && answer.status !== 304) {
    throw new Error(body?.detail ?? `The simulator answered ${answer.status}.`);
  }
  return { answer, body };
}

const order = (method, path, body) =>
  ask(path, {
    method,
    headers: { "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  }).then((given) => given.body);

/** `files` are uploaded first; the text becomes the caption of the first. */
export async function sendAnswer(from, to, text, files) {
  const uploaded = await Promise.all([...files].map(upload));
  const media = uploaded.map(({ id, type }) => ({ media_id: id, type }));
  return order("POST", "inbound", { from, to, text, media });
}

const upload = (file) =>
  ask(`media?name=${encodeURIComponent(file.name)}`, {
    method: "POST",
    headers: { "Content-Type": file.type || "application/octet-stream" },
    body: file,
  }).then((given) => given.body);

export const listFaults = () => ask("faults").then((given) => given.body.items);
export const addFault = (fault) => order("POST", "faults", fault);
export const removeFault = (id) => order("DELETE", `faults/${id}`);
export const listWebhooks = () => ask("webhooks?limit=30").then((given) => given.body.items);

/** Calls `show` with every new state of the conversations, as soon as it changes. */
export async function followConversations(show, connection) {
  let version = "";
  for (;;) {
    try {
      const { answer, body } = await ask(version ? "conversations?wait=20" : "conversations", {
        headers: version ? { "If-None-Match": version } : {},
        cache: "no-store",
      });
      connection(true);
      if (answer.status === 200) {
        version = answer.headers.get("ETag") ?? "";
        show(body);
      }
    } catch {
      connection(false);
      version = "";
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
}
