/** Wraps what a content script or a sidebar might call from the page's own world, and listens to all. */
(() => {
  const { keep } = window.hostile;

  function wrap(owner, name, kind) {
    const original = owner?.[name];
    if (typeof original !== 'function') return;
    owner[name] = function wrapped(...given) {
      keep(kind, ...given);
      return Reflect.apply(original, this, given);
    };
  }

  wrap(history, 'pushState', 'history');
  wrap(history, 'replaceState', 'history');
  wrap(window, 'fetch', 'fetch');
  wrap(window, 'postMessage', 'post-message');
  wrap(navigator, 'sendBeacon', 'beacon');
  wrap(MessagePort.prototype, 'postMessage', 'port-message');
  wrap(BroadcastChannel.prototype, 'postMessage', 'broadcast');
  wrap(XMLHttpRequest.prototype, 'open', 'xhr');
  wrap(XMLHttpRequest.prototype, 'setRequestHeader', 'xhr-header');
  wrap(WebSocket.prototype, 'send', 'socket-frame');
  wrap(Node.prototype, 'appendChild', 'append');
  wrap(EventTarget.prototype, 'dispatchEvent', 'dispatch');
  for (const level of ['log', 'info', 'warn', 'error', 'debug']) wrap(console, level, 'console');

  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function attachShadow(options) {
    const root = attach.call(this, options);
    keep('shadow-root', 'attachShadow', this, options);
    return root;
  };

  window.WebSocket = class extends WebSocket {
    constructor(...given) {
      super(...given);
      keep('socket', ...given);
      this.addEventListener('message', (event) => keep('socket-frame', event.data));
    }
  };

  window.addEventListener('message', (event) => {
    keep('message', event.origin, event.data, `ports=${event.ports.length}`);
    for (const port of event.ports) port.onmessage = (inner) => keep('port-message', inner.data);
  }, true);
  window.addEventListener('error', (event) => keep('error', event.message, event.filename), true);
  window.addEventListener('unhandledrejection', (event) => keep('error', String(event.reason)));
  for (const name of ['keydown', 'keypress', 'keyup', 'beforeinput', 'input', 'paste', 'copy']) {
    window.addEventListener(name, (event) => {
      if (event.isTrusted) keep('input-event', name, event.key ?? event.data ?? '');
    }, true);
  }

  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (!entry.name.startsWith(location.origin)) keep('resource', entry.name);
    }
  }).observe({ type: 'resource', buffered: true });
})();
