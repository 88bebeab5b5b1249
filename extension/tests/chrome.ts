/** The parts of `chrome` that our modules use, in memory. Tests look inside and press its buttons. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { vi } from 'vitest';
import { chromeMessages } from '../locales.mjs';
import type { PortLike } from '../src/chrome';

const WORDS = join(import.meta.dirname, '../../shared_schemas/words');
export const OUR_ID = 'kfgfnggophamflgkhjkankbogoinpiai';

/** Every word, as the build puts it into `_locales`. */
export function allWords(): Record<string, string> {
  const names = readdirSync(WORDS).filter((name) => /(^|\.)en\.json$/.test(name));
  return Object.assign(
    {},
    ...names.map((name) => JSON.parse(readFileSync(join(WORDS, name), 'utf8'))),
  );
}

interface Message {
  message: string;
  placeholders?: Record<string, { content: string }>;
}

/** `chrome.i18n` over the built messages. */
function i18n() {
  const messages: Record<string, Message> = chromeMessages(allWords());
  return {
    getUILanguage: () => 'en-US',
    getMessage(key: string, filled: string[] = []): string {
      const { message = '', placeholders = {} } = messages[key] ?? {};
      return message.replaceAll(/\$(\$|\w+\$)/g, (_, name: string) => {
        if (name === '$') return '$';
        const content = placeholders[name.slice(0, -1).toLowerCase()]?.content ?? '$0';
        return filled[Number(content.slice(1)) - 1] ?? '';
      });
    },
  };
}

type Listener<A extends unknown[]> = (...args: A) => unknown;

/** A browser event with `fire`. */
export function fakeEvent<A extends unknown[]>() {
  const listeners = new Set<Listener<A>>();
  return {
    addListener: (listener: Listener<A>) => void listeners.add(listener),
    removeListener: (listener: Listener<A>) => void listeners.delete(listener),
    hasListener: (listener: Listener<A>) => listeners.has(listener),
    fire: (...args: A) => [...listeners].map((listener) => listener(...args)),
    get size() {
      return listeners.size;
    },
  };
}

type Changes = Record<string, { oldValue?: unknown; newValue?: unknown }>;

/** `chrome.storage` with two areas; values are copied as the browser does. */
export function fakeStorage() {
  const onChanged = fakeEvent<[Changes, string]>();
  const area = (name: string) => {
    const held = new Map<string, unknown>();
    return {
      held,
      async get(keys: string | string[] | null) {
        const asked = keys === null ? [...held.keys()] : [keys].flat();
        return structuredClone(
          Object.fromEntries(
            asked.filter((key) => held.has(key)).map((key) => [key, held.get(key)]),
          ),
        );
      },
      async set(values: Record<string, unknown>) {
        const changes: Changes = {};
        for (const [key, value] of Object.entries(structuredClone(values))) {
          changes[key] = { oldValue: held.get(key), newValue: value };
          held.set(key, value);
        }
        onChanged.fire(changes, name);
      },
      async remove(keys: string | string[]) {
        for (const key of [keys].flat()) {
          if (!held.has(key)) continue;
          const oldValue = held.get(key);
          held.delete(key);
          onChanged.fire({ [key]: { oldValue } }, name);
        }
      },
      async clear() {
        held.clear();
      },
      setAccessLevel: vi.fn(async () => undefined),
    };
  };
  return { local: area('local'), session: area('session'), onChanged };
}

export function fakeChrome() {
  return {
    i18n: i18n(),
    storage: fakeStorage(),
    runtime: {
      id: OUR_ID,
      getURL: (path: string) => `chrome-extension://${OUR_ID}/${path}`,
      getManifest: () => ({ host_permissions: [] as string[] }),
      connect: vi.fn(),
      sendMessage: vi.fn(async () => null),
      openOptionsPage: vi.fn(async () => undefined),
      onConnect: fakeEvent(),
      onMessage: fakeEvent(),
    },
    commands: {
      getAll: async () => [{ name: 'toggle', description: 'Open', shortcut: 'Alt+Shift+T' }],
    },
    tabs: { create: vi.fn(async () => ({})) },
    action: { setBadgeText: vi.fn(async () => undefined), setBadgeBackgroundColor: vi.fn() },
  };
}

/** A port that can be inspected: what was posted, and what the other end says. */
export interface TestPort extends PortLike {
  posted: unknown[];
  /** The other end posts. */
  hear(message: unknown): void;
  /** The other end goes away. */
  drop(): void;
  disconnected: boolean;
}

export function fakePort(name: string, sender?: PortLike['sender']): TestPort {
  const onMessage = fakeEvent<[unknown]>();
  const onDisconnect = fakeEvent<[]>();
  const port: TestPort = {
    name,
    sender,
    posted: [],
    disconnected: false,
    postMessage: (message) => void port.posted.push(structuredClone(message)),
    disconnect: () => {
      port.disconnected = true;
    },
    onMessage,
    onDisconnect,
    hear: (message) => void onMessage.fire(message),
    drop: () => void onDisconnect.fire(),
  };
  return port;
}

/** Two ports joined as the browser joins them: each hears the other, in a later task. */
export function portPair(
  name: string,
  senders: { first?: PortLike['sender']; second?: PortLike['sender'] } = {},
) {
  const first = fakePort(name, senders.second);
  const second = fakePort(name, senders.first);
  const join = (from: TestPort, to: TestPort): void => {
    from.postMessage = (message) => {
      from.posted.push(message);
      const copy = structuredClone(message);
      queueMicrotask(() => !to.disconnected && to.hear(copy));
    };
    from.disconnect = () => {
      from.disconnected = true;
      queueMicrotask(() => to.drop());
    };
  };
  join(first, second);
  join(second, first);
  return [first, second] as const;
}
