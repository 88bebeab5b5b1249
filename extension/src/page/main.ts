/** The content script: the only code inside the CRM's page. */
import type { Boot, PageAsk, PageOrder } from '../boot';
import { browser, isOurDocument } from '../chrome';
import { takeover } from '../context';
import { PORT } from '../messages';
import { announcer } from './announce';
import { watchFront } from './front';
import { makeHost } from './host';
import { reader } from './read';
import { watchRoutes } from './routes';
import { watchTel } from './tel';
import { pageScheme } from './theme';

/** After an update the old script's `runtime.id` is gone, and every call would throw. */
const ask = async (question: PageAsk): Promise<unknown> =>
  browser.runtime?.id === undefined ? null : browser.runtime.sendMessage(question);

async function start(signal: AbortSignal): Promise<void> {
  const boot = (await ask({ k: 'boot' })) as Boot | null;
  if (boot === null || signal.aborted) return;

  const look = (): void => facts.route(location.href);
  const front = watchFront(document, boot.adapters, look, signal);
  const facts = announcer(boot, front.record, reader(document), () => ({
    theme: { scheme: pageScheme(document) },
    shown: { open: host.isOpen },
  }));
  const room = boot.adapters.find((one) => one.id === boot.home)?.room ?? 'margin';
  const host = makeHost(
    boot,
    room,
    {
      changed: (p) => void ask({ k: 'keep', p }),
      opened(byHand) {
        facts.tell('shown', { open: true });
        if (byHand) facts.tell('focus', {});
      },
      closed: () => facts.tell('shown', { open: false }),
    },
    signal,
  );

  const onConnect = (port: chrome.runtime.Port): void => {
    if (!isOurDocument(port.sender) || (port.name !== PORT.frame && port.name !== PORT.panel)) {
      port.disconnect();
      return;
    }
    facts.join(port, {
      size: ({ width }) => host.resize(width),
      close: () => host.close(),
      blur: () => host.blur(),
      joined: (panel) => panel && host.close(),
    });
  };
  const onOrder = (message: PageOrder, sender: chrome.runtime.MessageSender): void => {
    if (sender.id !== browser.runtime.id) return;
    if (message.k === 'toggle') host.toggle();
    if (message.k === 'compose') host.open(true);
  };
  browser.runtime.onConnect.addListener(onConnect);
  browser.runtime.onMessage.addListener(onOrder);
  signal.addEventListener('abort', () => {
    facts.close();
    if (browser.runtime?.id === undefined) return;
    browser.runtime.onConnect.removeListener(onConnect);
    browser.runtime.onMessage.removeListener(onOrder);
  });

  watchRoutes((address) => {
    facts.route(address);
    host.refresh();
  }, signal);
  watchTel(document, (number) => facts.tell('tel', { number }), signal);
}

const life = takeover(document);
// Attached earlier, the page's own load event would wait for our frame.
if (document.readyState === 'complete') void start(life);
else
  addEventListener('load', () => setTimeout(() => void start(life)), { signal: life, once: true });
