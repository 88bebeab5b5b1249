// Faults that can be switched on, and what became of the webhooks.
import { addFault, listFaults, listWebhooks, removeFault } from "./api.js";
import { byId, clockTime, make, readable } from "./dom.js";

const FAULTS = [
  { words: "Lose the response", fault: { kind: "lost_response_after_accept" } },
  { words: "Lose the request", fault: { kind: "lost_request" } },
  { words: "Hang 20 s", fault: { kind: "hang_after_accept", seconds: 20 } },
  { words: "Answer 2 s late", fault: { kind: "delay", seconds: 2 } },
  { words: "429 too many", fault: { kind: "status", status: 429, retry_after: 2 } },
  { words: "500 error", fault: { kind: "status", status: 500 } },
  { words: "503 gateway", fault: { kind: "status", status: 503 } },
  { words: "Cut the response", fault: { kind: "truncated_response" } },
  { words: "No receipts", fault: { kind: "no_receipts" } },
  { words: "Receipts twice", fault: { kind: "duplicate_receipts" } },
  { words: "Receipts reversed", fault: { kind: "reorder_receipts" } },
  { words: "Receipt first", fault: { kind: "receipt_before_response" } },
  { words: "Reject: opted out", fault: { kind: "final", code: 1240 } },
  { words: "Answers twice", fault: { kind: "duplicate_inbound" } },
  { words: "Unsigned webhooks", fault: { kind: "unsigned" } },
  { words: "Bad signature", fault: { kind: "bad_signature" } },
];

const STATE_WORDS = {
  pending: "trying again",
  acknowledged: "taken",
  refused: "refused",
  expired: "given up",
  no_address: "no address set",
};

const matches = (rule, fault) =>
  !rule.spent && rule.times === null && Object.entries(fault).every(([key, value]) => rule[key] === value);

/** Put the switches on the page; each says by itself whether it is on. */
export function startFaults() {
  for (const { words, fault } of FAULTS) {
    const button = make("button", { type: "button", "aria-pressed": "false" }, words);
    button.addEventListener("click", () => void toggle(fault));
    byId("faults").append(make("li", {}, button));
  }
  void paintFaults();
}

async function toggle(fault) {
  const inForce = (await listFaults()).filter((rule) => matches(rule, fault));
  if (inForce.length > 0) await Promise.all(inForce.map((rule) => removeFault(rule.id)));
  else await addFault({ ...fault, times: null });
  await paintFaults();
}

/** Show which faults are in force, also those that a test switched on. */
export async function paintFaults() {
  const rules = await listFaults();
  byId("faults").querySelectorAll("button").forEach((button, index) => {
    const on = rules.some((rule) => matches(rule, FAULTS[index].fault));
    button.setAttribute("aria-pressed", String(on));
  });
}

/** Show the newest webhooks, the latest on top. */
export async function paintWebhooks() {
  const events = await listWebhooks();
  byId("no-webhooks").hidden = events.length > 0;
  byId("webhooks").replaceChildren(...events.toReversed().map(webhookItem));
}

function webhookItem(event) {
  const body = JSON.parse(event.body);
  const last = event.attempts.at(-1);
  const party = body.msisdn ?? (event.kind === "inbound" ? body.from : body.to);
  const contact = party.number ?? party; // version 0.1 of the Messages API nests it
  const what = event.kind === "inbound" ? `answer from ${readable(contact)}` : `${body.status} · ${readable(contact)}`;
  const how = last ? (last.status ?? last.error) : "";
  const tries = event.attempts.length > 1 ? ` · ${event.attempts.length} attempts` : "";
  const when = last ? `${clockTime(last.at)} · ${how}${tries}` : "";
  return make(
    "li",
    {},
    make("div", { class: "what" }, what, make("span", { "data-state": event.state }, STATE_WORDS[event.state])),
    make("div", { class: "how" }, when),
  );
}
