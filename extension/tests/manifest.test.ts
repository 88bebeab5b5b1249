/** What the extension may, and nothing more (V-8). */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { manifest } from '../manifest';

const identity = JSON.parse(readFileSync(join(import.meta.dirname, '../id.json'), 'utf8'));
const release = manifest('release', '1.2.3', identity);
const test = manifest('test', '1.2.3', identity);

describe('the manifest', () => {
  it('pins the id that the server lets in', () => {
    const hash = createHash('sha256').update(Buffer.from(identity.key, 'base64')).digest('hex');
    const letters = [...hash.slice(0, 32)].map((digit) =>
      String.fromCharCode('a'.charCodeAt(0) + Number.parseInt(digit, 16)),
    );
    expect(letters.join('')).toBe(identity.id);
  });

  it('asks for no page at install, and for nothing that warns', () => {
    expect(release).not.toHaveProperty('host_permissions');
    expect(release).not.toHaveProperty('content_scripts');
    expect(release.permissions).not.toContain('tabs');
    expect(release.permissions).not.toContain('webNavigation');
  });

  it('differs between the builds in who grants the hosts, and in nothing else', () => {
    const { host_permissions, ...tested } = test as Record<string, unknown>;
    const { optional_host_permissions, ...released } = release as Record<string, unknown>;
    expect(tested).toEqual(released);
    expect(host_permissions).toEqual(optional_host_permissions);
  });

  it('shows pages one file, under an address that changes', () => {
    expect(release.web_accessible_resources).toHaveLength(1);
    expect(release.web_accessible_resources[0]).toMatchObject({
      resources: ['sidebar.html'],
      use_dynamic_url: true,
    });
  });

  it('allows its pages no script but its own, and no plain http but on this machine', () => {
    const policy = release.content_security_policy.extension_pages;
    expect(policy).not.toMatch(/unsafe|\*(?!;| )(?!:)/);
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toMatch(/ http:( |;|$)/);
  });
});
