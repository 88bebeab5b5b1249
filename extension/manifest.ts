/** The manifest as a typed function of the build's mode. */

export type Mode = 'release' | 'test';

/** Any page the user may grant: https everywhere, http on this machine alone. */
const ANY_PAGE = ['https://*/*', 'http://127.0.0.1/*', 'http://localhost/*'];

/** The user's own server has an address we can't know; anything but TLS or loopback is refused. */
const CONNECT = [
  'https:',
  'wss:',
  'http://127.0.0.1:*',
  'ws://127.0.0.1:*',
  'http://localhost:*',
  'ws://localhost:*',
];

const CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  // What the server's pictures and films become once they were fetched with the token.
  "img-src 'self' data: blob:",
  'media-src blob:',
  "font-src 'self'",
  `connect-src 'self' ${CONNECT.join(' ')}`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/**
 * @param mode `release` holds no host permission at install; `test` is the same extension with the
 *   hosts granted, since an automated browser can't press the permission prompt.
 * @param identity the public key that pins the extension's id
 */
export function manifest(mode: Mode, version: string, identity: { key: string }) {
  return {
    manifest_version: 3,
    name: '__MSG_extension_name__',
    description: '__MSG_extension_description__',
    version,
    key: identity.key,
    default_locale: 'en',
    minimum_chrome_version: '123',
    // Extension pages can't load in incognito tabs in `spanning` mode.
    incognito: 'split',
    icons: { 16: 'icons/16.png', 32: 'icons/32.png', 48: 'icons/48.png', 128: 'icons/128.png' },
    action: {
      default_title: '__MSG_extension_action__',
      default_icon: { 16: 'icons/16.png', 32: 'icons/32.png' },
    },
    background: { service_worker: 'worker.js', type: 'module' },
    options_ui: { page: 'options.html', open_in_tab: true },
    side_panel: { default_path: 'sidebar.html' },
    permissions: ['storage', 'scripting', 'activeTab', 'alarms', 'identity', 'sidePanel'],
    ...(mode === 'release'
      ? { optional_host_permissions: ANY_PAGE }
      : { host_permissions: ANY_PAGE }),
    // One file, under a new address in every session: a page can neither frame nor recognise us.
    web_accessible_resources: [
      { resources: ['sidebar.html'], matches: ANY_PAGE, use_dynamic_url: true },
    ],
    content_security_policy: { extension_pages: CSP },
    commands: {
      toggle: {
        suggested_key: { default: 'Alt+Shift+S' },
        description: '__MSG_command_toggle__',
      },
      compose: {
        suggested_key: { default: 'Alt+Shift+M' },
        description: '__MSG_command_compose__',
      },
    },
  };
}
