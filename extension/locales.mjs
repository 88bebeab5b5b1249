/** The words of shared_schemas as Chrome wants them, and as types. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const WORDS = join(import.meta.dirname, '..', 'shared_schemas', 'words');

/** What the extension says itself; the server says the rest and sends it in whole sentences. */
const OURS = /^(command|content|extension|options|page|sidebar|signin)\./;

/** Our words of one language, from `en.json` and all `*.en.json`; a key in two files is an error. */
export async function words(language = 'en') {
  const names = (await readdir(WORDS)).filter(
    (name) => name === `${language}.json` || name.endsWith(`.${language}.json`),
  );
  const all = {};
  for (const name of names.sort()) {
    for (const [key, sentence] of Object.entries(
      JSON.parse(await readFile(join(WORDS, name), 'utf8')),
    )) {
      if (key in all) throw new Error(`The words hold "${key}" twice; see ${name}.`);
      all[key] = sentence;
    }
  }
  return Object.fromEntries(Object.entries(all).filter(([key]) => OURS.test(key)));
}

/** The `{names}` in a sentence, sorted: src/words.ts fills the placeholders in the same order. */
const parameters = (sentence) =>
  [...new Set([...sentence.matchAll(/\{(\w+)\}/g)].map((found) => found[1]))].sort();

/** `{"a.b": "Hello {name}"}` as Chrome's messages: dots become underscores, names placeholders. */
export function chromeMessages(all) {
  const messages = {};
  for (const [key, sentence] of Object.entries(all)) {
    const names = parameters(sentence);
    messages[key.replaceAll('.', '_')] = {
      message: sentence.replaceAll('$', '$$$$').replaceAll(/\{(\w+)\}/g, '$$$1$$'),
      ...(names.length > 0 && {
        placeholders: Object.fromEntries(
          names.map((name, index) => [name.toLowerCase(), { content: `$${index + 1}` }]),
        ),
      }),
    };
  }
  return messages;
}

/** The keys with their parameters, as types: what `t()` in src/words.ts accepts. */
export function wordTypes(all) {
  const lines = Object.entries(all)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, sentence]) => {
      const names = parameters(sentence);
      return `  '${key}': ${names.length === 0 ? 'never' : names.map((name) => `'${name}'`).join(' | ')};`;
    });
  return `// Made from shared_schemas/words by build.mjs.\nexport interface Words {\n${lines.join('\n')}\n}\n`;
}
