// Pictures and other files in a conversation.
import { make } from "./dom.js";

/** What one file of a message looks like; one the simulator does not hold is an address. */
export function attachment({ type, caption, id, url }) {
  if (!id) return make("span", { class: "file" }, `${type} · ${url}`);
  if (type === "image") return make("img", { src: `media/${id}`, alt: caption || "Picture" });
  return make("a", { class: "file", href: `media/${id}`, target: "_blank", rel: "noopener" }, type);
}
