/** The content script: the only code inside the CRM's page. */
import type { Boot, PageAsk, PageOrder } from '../boot';
import { browser, isOurDocument } from '../chrome';
import { takeover } from '../context';
import { announcer } from './announce';
import { watchFront } from './front';
import { type Host, makeHost } from './host';
import { reader } from './read';
import { watchRoutes } from './routes';
import { watchTel } from './tel';
import { pageScheme } from './theme';

/** After an update the old script's `runtime.id` is gone, and every call would throw. */
const alive = (): boolean => browser.runtime?.id !== undefined;

const ask = async (question: PageAsk): Promise<unknown> =>
  alive() ? browser.runtime.sendMessage(question).catch(() => null) : null;

async function start(signal: AbortSignal): Promise<Host | null> {
  const boot = (await ask({ k: 'boot' })) as Boot | null;
  if (boot === null || signal.aborted) return null;

  const look = (): void => facts.route(location.href);
  const front = watchFront(document, boot.adapters, look, signal);
  const facts = announcer(
    boot,
    front.record,
    reader(document),
    () => ({ theme: { scheme: pageScheme(document) }, shown: { open: host.isOpen } }),
    (crm) => void ask({ k: 'unread', p: crm }),
  );
  const allowed = boot.adapters.find((one) => one.id === boot.home)?.room ?? 'margin';
  const host = makeHost(
    boot,
    allowed,
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
    if (!isOurDocument(port.sender)) port.disconnect();
    else
      facts.join(port, {
        look,
        size: ({ width }) => host.resize(width),
        close: () => host.close(true),
        blur: () => host.blur(),
        joined: (panel) => panel && host.close(false),
      });
  };
  browser.runtime.onConnect.addListener(onConnect);
  signal.addEventListener('abort', () => {
    facts.close();
    if (alive()) browser.runtime.onConnect.removeListener(onConnect);
  });

  watchRoutes((address) => {
    facts.route(address);
    host.refresh();
  }, signal);
  watchTel(document, (number) => facts.tell('tel', { number }), signal);
  return host;
}

/** Begins after the page's load, which would wait for our frame; or when the rep calls. */
function main(signal: AbortSignal): void {
  let started: Promise<Host | null> | null = null;
  const begin = (): Promise<Host | null> => {
    started ??= start(signal);
    return started;
  };
  const onOrder = ({ k }: PageOrder, sender: chrome.runtime.MessageSender): void => {
    if (sender.id !== browser.runtime.id) return;
    void begin().then((host) => (k === 'toggle' ? host?.toggle() : host?.open(true)));
  };
  browser.runtime.onMessage.addListener(onOrder);
  signal.addEventListener('abort', () => {
    if (alive()) browser.runtime.onMessage.removeListener(onOrder);
  });
  if (document.readyState === 'complete') void begin();
  else addEventListener('load', () => setTimeout(begin), { signal, once: true });
}

main(takeover(document));
