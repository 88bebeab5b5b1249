// Elements are made of text alone: nothing that arrives in a message can become markup.

/** The page's element with this id. */
export const byId = (id) => document.getElementById(id);

/** A new element with attributes and children; strings become text. */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined) element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
}

/** A number as people read it: +1 720 555 0142. Short codes and names stay as they are. */
export function readable(number) {
  const american = /^1(\d{3})(\d{3})(\d{4})$/.exec(number);
  if (american) return `+1 ${american[1]} ${american[2]} ${american[3]}`;
  return /^\d{7,15}$/.test(number) ? `+${number}` : number;
}

/** A moment as a clock shows it. */
export const clockTime = (at) =>
  new Date(at).toLocaleTimeString([], { hour: "numeric", minute: "2-digit" });
