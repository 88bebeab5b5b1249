/* The editor of a template: merge fields at a press, and what the wording becomes while it is typed.
   The form works without it. */
(() => {
  const form = document.querySelector('form[data-look]');
  const body = form?.querySelector('textarea[name="body"]');
  const shown = document.getElementById('look');
  const people = document.getElementById('people');
  if (!body || !shown || !people) return;
  document.documentElement.classList.add('scripted');

  const PAUSE_MS = 350;
  let timer = 0;
  let asked = null;
  let seeking = false;
  let typed = false;

  const put = (into, from) => {
    if (from) into.replaceChildren(...document.adoptNode(from).childNodes);
  };

  async function look() {
    asked?.abort();
    const mine = new AbortController();
    const peopleToo = seeking;
    asked = mine;
    shown.setAttribute('aria-busy', 'true');
    try {
      const answer = await fetch(form.dataset.look, {
        method: 'POST',
        body: new FormData(form),
        signal: mine.signal,
      });
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      put(shown, page.getElementById('look'));
      if (peopleToo) put(people, page.getElementById('people'));
      seeking = false;
      shown.removeAttribute('data-stale');
    } catch (error) {
      if (error.name !== 'AbortError') shown.setAttribute('data-stale', '');
    }
    if (asked === mine) shown.removeAttribute('aria-busy');
  }

  form.addEventListener('input', ({ target }) => {
    if (target.name === 'person') seeking = true;
    else typed ||= target.name !== 'as';
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE_MS);
  });
  form.addEventListener('click', ({ target }) => {
    const field = target.closest('button[data-insert], button[data-around]');
    if (!field) return;
    const { insert, around } = field.dataset;
    const [start, end] = [body.selectionStart, body.selectionEnd];
    if (around) {
      // What was locked before is locked as one part now: locks do not nest.
      const within = body.value.slice(start, end).replaceAll(/\[\[|\]\]/g, '');
      body.setRangeText(around.replace(' ', () => within), start, end, 'end');
      if (!within) body.setSelectionRange(start + 2, start + 2);
    } else body.setRangeText(insert, start, end, 'end');
    body.focus();
    body.dispatchEvent(new Event('input', { bubbles: true }));
  });
  form.addEventListener('keydown', (press) => {
    if (press.key !== 'Enter' || !press.target.matches('input')) return;
    press.preventDefault();
    clearTimeout(timer);
    look();
  });
  form.addEventListener('submit', () => {
    typed = false;
  });
  addEventListener('beforeunload', (leaving) => {
    if (typed) leaving.preventDefault();
  });
})();
