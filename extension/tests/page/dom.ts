/** What happy-dom lacks: it lays nothing out, so that visible is what is not `hidden`. */
Element.prototype.checkVisibility = function visible(this: Element): boolean {
  return this.closest('[hidden]') === null;
};

/** Replaces the page. */
export function show(html: string): void {
  document.body.innerHTML = html;
}
