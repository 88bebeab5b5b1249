/**
 * Prints what the extension sees at each URL, as JSON lines: node identify.mjs [--adapters FILE] URL…
 *
 * `--adapters` names a file with page adapters of one's own (a list, or an object whose `adapters`
 * is one; shared_schemas/page_adapters.schema.json), to try them before anybody gets them. What is
 * wrong with one is said in a sentence, and ends with status 1.
 */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { writeAdapters } from './adapters.mjs';
import { load } from './build.mjs';
import { words } from './locales.mjs';

const { values, positionals: urls } = parseArgs({
  options: { adapters: { type: 'string' } },
  allowPositionals: true,
});
if (urls.length === 0) {
  console.error('Give one or more URLs: npm --silent --prefix extension run identify -- URL…');
  process.exit(2);
}
await writeAdapters();
const { described, identify } = await load('src/identify.ts');

async function own(file) {
  if (file === undefined) return [];
  const told = JSON.parse(await readFile(file, 'utf8'));
  const { adapters, problems } = described(Array.isArray(told) ? told : (told.adapters ?? []));
  const sentences = await words();
  for (const { key, about } of problems) console.error(sentences[key].replace('{about}', about));
  if (problems.length > 0) process.exitCode = 1;
  return adapters;
}

const adapters = await own(values.adapters);
for (const url of urls) {
  const ref = identify(url, adapters);
  if (ref === null) console.log(JSON.stringify({ url, crm: null }));
  else {
    const { crm, account, type, id } = ref;
    console.log(JSON.stringify({ url, crm, account, type, id }));
  }
}
