// The contact's phone: texts arrive by a held request, answers leave as inbound webhooks.
import { followConversations, sendAnswer } from "./api.js";
import { byId } from "./dom.js";
import { paintFaults, paintWebhooks, startFaults } from "./network.js";
import { openConversation, openNumbers, showConversations, startNew } from "./phone.js";

const NETWORK_EVERY_MS = 1000;

const bare = (number) => number.replace(/[^0-9A-Za-z]/g, "");

async function submit(event) {
  event.preventDefault();
  const text = byId("text").value;
  const numbers = openNumbers() ?? { from: bare(byId("from").value), to: bare(byId("to").value) };
  const { files } = byId("file");
  if (!text.trim() && files.length === 0) return;
  byId("send").disabled = true;
  try {
    await sendAnswer(numbers.from, numbers.to, text, files);
    byId("text").value = "";
    byId("file").value = "";
    showChosen();
    byId("refused").textContent = "";
    openConversation(numbers.from, numbers.to);
  } catch (error) {
    byId("refused").textContent = `Not sent. ${error.message}`;
  } finally {
    byId("send").disabled = false;
    byId("text").focus();
  }
}

function showChosen() {
  byId("chosen").textContent = [...byId("file").files].map((file) => file.name).join(", ");
}

function connection(works) {
  const shown = byId("connection");
  shown.dataset.state = works ? "live" : "lost";
  shown.textContent = works ? "" : "The simulator does not answer. Trying again.";
}

async function followNetwork() {
  try {
    if (!document.hidden) await Promise.all([paintFaults(), paintWebhooks()]);
  } catch {
    // The held request of the conversations already says that nobody answers.
  }
  setTimeout(followNetwork, NETWORK_EVERY_MS);
}

byId("compose").addEventListener("submit", (event) => void submit(event));
byId("file").addEventListener("change", showChosen);
byId("new").addEventListener("click", startNew);
byId("text").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    byId("compose").requestSubmit();
  }
});

startFaults();
void followNetwork();
void followConversations(showConversations, connection);
