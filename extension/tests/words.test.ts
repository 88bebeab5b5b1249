import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chromeMessages, words as shipped } from '../locales.mjs';
import { t } from '../src/words';
import { allWords } from './chrome';

const SOURCE = join(import.meta.dirname, '../src');

const sources = (): string =>
  readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => readFileSync(join(SOURCE, name), 'utf8'))
    .join('\n');

describe('a sentence', () => {
  it('is found by its key and filled by name, in any order', () => {
    expect(t('options.server')).toBe('Your server');
    expect(
      t('options.account.detail', { workspace: 'Northside', email: 'a@b.c', role: 'rep' }),
    ).toBe('a@b.c, rep in Northside');
  });

  it('keeps the dollars and braces of what is filled in', () => {
    expect(t('options.server.ok', { server: '$1 {x} $$' })).toBe('Connected to $1 {x} $$');
  });
});

describe('the word list', () => {
  const words = allWords();

  it('becomes messages that Chrome accepts', async () => {
    const messages = Object.entries(chromeMessages(await shipped()));
    for (const [key, { message, placeholders = {} }] of messages) {
      expect(key).toMatch(/^[A-Za-z0-9_@]+$/);
      expect(message.length, key).toBeGreaterThan(0);
      expect(Object.keys(placeholders).length, key).toBeLessThan(10);
    }
    expect(chromeMessages({ 'a.b': 'It costs $5, {name}' })).toEqual({
      a_b: { message: 'It costs $$5, $name$', placeholders: { name: { content: '$1' } } },
    });
  });

  it('has no two keys that are one for Chrome', () => {
    const keys = Object.keys(words).map((key) => key.replaceAll('.', '_').toLowerCase());
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('has both forms of every count', () => {
    const counts = Object.entries(words).filter(
      ([key, text]) => /\.one$/.test(key) && /\{n\}/.test(text),
    );
    for (const [key] of counts) {
      expect(words, key).toHaveProperty([key.replace(/one$/, 'other')]);
    }
  });

  it('of the shell holds no word that nothing says', () => {
    const said = sources() + readFileSync(join(SOURCE, '../manifest.ts'), 'utf8');
    const own = Object.keys(
      JSON.parse(
        readFileSync(join(SOURCE, '../../shared_schemas/words/extension.en.json'), 'utf8'),
      ),
    );
    const silent = own.filter(
      (key) =>
        !said.includes(`'${key}'`) &&
        !said.includes(`__MSG_${key.replaceAll('.', '_')}__`) &&
        !key.startsWith('options.role.'),
    );
    expect(silent).toEqual([]);
  });
});
