/** The command that prints what the extension sees at an address. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

describe('npm run identify', () => {
  it('tries page adapters before anybody gets them, and says what is wrong with one', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'adapters-')), 'own.json');
    const own = { id: 'own-desk', name: 'Desk', hosts: ['desk.example.com'] };
    const write = (address: string) =>
      writeFileSync(file, JSON.stringify([{ ...own, records: [{ address, type: 'contact' }] }]));
    const run = () =>
      spawnSync(
        process.execPath,
        ['identify.mjs', '--adapters', file, 'https://desk.example.com/people/7'],
        { cwd: join(import.meta.dirname, '..'), encoding: 'utf8' },
      );
    write('/people/{id}');
    expect(JSON.parse(run().stdout)).toEqual({
      url: 'https://desk.example.com/people/7',
      crm: 'own-desk',
      account: 'desk.example.com',
      type: 'contact',
      id: '7',
    });
    write('/people/(a+)+{id}');
    const refused = run();
    expect(refused.status).toBe(1);
    expect(refused.stderr).toContain('expressions are not taken: (a+)+');
    expect(JSON.parse(refused.stdout)).toMatchObject({ crm: null });
  });

  it('prints one JSON line for each address', () => {
    const output = execFileSync(
      process.execPath,
      ['identify.mjs', 'https://acme.pipedrive.com/person/7', 'https://example.com/', 'no address'],
      { cwd: join(import.meta.dirname, '..'), encoding: 'utf8' },
    );
    expect(
      output
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([
      {
        url: 'https://acme.pipedrive.com/person/7',
        crm: 'pipedrive',
        account: 'acme',
        type: 'contact',
        id: '7',
      },
      { url: 'https://example.com/', crm: null },
      { url: 'no address', crm: null },
    ]);
  });
});
