/**
 * The attacker's bag. Everything his script sees goes into `window.__loot` as
 * `{kind, detail}`, where `detail` is plain text, so that a test can search it for what
 * must never be there; nothing is written twice. `window.hostile` holds his tools.
 */
(() => {
  const LONGEST = 4000;

  function text(value) {
    if (typeof value === 'string') return value.slice(0, LONGEST);
    if (value instanceof Element) return `<${value.localName} id="${value.id}">`;
    try {
      return (JSON.stringify(value) ?? String(value)).slice(0, LONGEST);
    } catch {
      return String(value);
    }
  }

  const known = new Set();

  window.__loot = [];
  window.hostile = {
    probes: 0,
    keep(kind, ...details) {
      const detail = details.map(text).join(' ');
      const key = `${kind} ${detail}`;
      if (known.has(key)) return;
      known.add(key);
      window.__loot.push({ kind, detail });
    },
  };
})();
