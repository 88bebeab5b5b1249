import { describe, expect, it } from 'vitest';
import { pageOrigin, serverOrigin } from '../src/settings';

describe("a server's address", () => {
  it.each([
    ['https://text.example.com', 'https://text.example.com'],
    ['  Text.Example.com/ ', 'https://text.example.com'],
    ['text.example.com:8443', 'https://text.example.com:8443'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['http://localhost:8080/', 'http://localhost:8080'],
  ])('%s is understood', (typed, origin) => {
    expect(serverOrigin(typed)).toBe(origin);
  });

  it.each([
    ['plain http over a network', 'http://text.example.com'],
    ['a path', 'https://example.com/threadside'],
    ['a password', 'https://me:secret@text.example.com'],
    ['another scheme', 'javascript://text.example.com'],
    ['a single word', 'threadside'],
    ['nothing', '   '],
  ])('with %s is refused', (_, typed) => {
    expect(serverOrigin(typed)).toBeNull();
  });
});

describe("a CRM's address", () => {
  it('is taken from any page of it', () => {
    expect(pageOrigin('https://crm.example.com/odoo/contacts/8')).toBe('https://crm.example.com');
    expect(pageOrigin('ftp://crm.example.com')).toBeNull();
  });
});
