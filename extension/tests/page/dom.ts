/** What happy-dom lacks: it lays nothing out, so that visible is what is not `hidden`. */
Element.prototype.checkVisibility = function visible(this: Element): boolean {
  return this.closest('[hidden]') === null;
};

/** `a:not(:is(b, c) *)`: an `a` that stands in no `b` and no `c`; happy-dom takes every `a`. */
const NOT_WITHIN = /:not\(:is\(((?:[^()]|\([^()]*\))*)\) \*\)$/;

/** The selectors of a list: commas within brackets divide none. */
function split(list: string): string[] {
  let depth = 0;
  const parts = [''];
  for (const letter of list) {
    if (letter === '(' || letter === '[') depth += 1;
    if (letter === ')' || letter === ']') depth -= 1;
    if (letter === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += letter;
  }
  return parts.map((part) => part.trim());
}

for (const proto of [Element.prototype, Document.prototype]) {
  const native = proto.querySelectorAll;
  const find = function find(this: ParentNode, selector: string): Element[] {
    if (!selector.includes(':not(:is(')) return [...native.call(this, selector)];
    const found = split(selector).flatMap((one) => {
      const [ending, others] = NOT_WITHIN.exec(one) ?? ['', ''];
      const all = [...native.call(this, one.slice(0, one.length - ending.length))];
      return others ? all.filter((each) => !each.parentElement?.closest(others)) : all;
    });
    const follows = (a: Element, b: Element): number =>
      a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
    return [...new Set(found)].sort(follows);
  };
  proto.querySelectorAll = find as never;
}

/** Replaces the page. */
export function show(html: string): void {
  document.body.innerHTML = html;
}
