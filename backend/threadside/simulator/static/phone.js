// The list of conversations and the open one.
import { byId, clockTime, make, readable } from "./dom.js";
import { attachment } from "./media.js";

const STATUS_WORDS = {
  accepted: "on its way",
  submitted: "with the carrier",
  delivered: "delivered",
  rejected: "rejected",
  undeliverable: "undeliverable",
};

const keyOf = (conversation) => `${conversation.phone} ${conversation.line}`;

const state = { conversations: [], open: null, composingNew: false, seen: new Map(), painted: "", paintedKey: null };

/** Whom the next answer is from and to, or null when the person types both numbers. */
export function openNumbers() {
  const found = current();
  return found ? { from: found.phone, to: found.line } : null;
}

/** Take in a new state of all conversations. */
export function showConversations({ items, lines }) {
  state.conversations = items;
  if (!state.open && !state.composingNew && items.length > 0) state.open = keyOf(items[0]);
  byId("lines").replaceChildren(...lines.map((line) => make("option", { value: readable(line) })));
  paint();
}

/** Show the fields for another number. */
export function startNew() {
  state.open = null;
  state.composingNew = true;
  paint();
  byId("from").focus();
}

/** Show this conversation as soon as it exists. */
export function openConversation(from, to) {
  state.open = `${from} ${to}`;
  state.composingNew = false;
  paint();
}

function current() {
  return state.conversations.find((one) => keyOf(one) === state.open) ?? null;
}

function paint() {
  const found = current();
  if (found) state.seen.set(state.open, found.messages.length);
  const focused = document.activeElement?.closest("#conversations [data-key]")?.dataset.key;
  const list = byId("conversations");
  list.replaceChildren(...state.conversations.map(listItem));
  if (focused) list.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
  byId("phone-title").textContent = title(found);
  byId("phone-line").textContent = found ? `with the business at ${readable(found.line)}` : "";
  byId("numbers").hidden = found !== null;
  paintMessages(found);
}

function title(found) {
  if (found) return readable(found.phone);
  return state.composingNew ? "Another number" : "No texts yet";
}

function listItem(conversation) {
  const key = keyOf(conversation);
  const last = conversation.messages.at(-1);
  const fresh = conversation.messages.length > (state.seen.get(key) ?? 0) && key !== state.open;
  const button = make(
    "button",
    { type: "button", "data-key": key, "aria-current": String(key === state.open) },
    make("strong", {}, readable(conversation.phone), ...(fresh ? [newMark()] : [])),
    make("span", {}, last.text || last.media_url || ""),
  );
  button.addEventListener("click", () => {
    openConversation(conversation.phone, conversation.line);
    byId("text").focus();
  });
  return make("li", {}, button);
}

const newMark = () => make("i", { class: "new", role: "img", "aria-label": "New text" });

function paintMessages(found) {
  const [log, list] = [byId("log"), byId("messages")];
  const messages = found?.messages ?? [];
  const print = JSON.stringify([state.open, messages]);
  if (print === state.painted) return;
  const moved = state.paintedKey !== state.open;
  [state.painted, state.paintedKey] = [print, state.open];
  const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 40;
  list.replaceChildren(...messages.map(bubble));
  if (messages.length === 0) {
    list.append(make("li", { class: "empty" }, "Nothing has been texted here."));
  }
  if (moved || atEnd) log.scrollTop = log.scrollHeight;
}

function bubble(message) {
  const said = message.direction === "written" ? "you" : (STATUS_WORDS[message.status] ?? message.status);
  return make(
    "li",
    { class: message.direction },
    make("span", { class: "bubble" }, ...message.media.map(attachment), message.text),
    make("small", {}, `${clockTime(message.at)} · ${said}`),
  );
}
