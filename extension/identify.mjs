/** Prints what the extension sees at each URL, as JSON lines: node identify.mjs URL… */
import { load } from './build.mjs';

const { candidates, locate } = await load('src/identify.ts');
const urls = process.argv.slice(2);
if (urls.length === 0) {
  console.error('Give one or more URLs: npm --silent --prefix extension run identify -- URL…');
  process.exit(2);
}
for (const url of urls) {
  const host = URL.canParse(url) ? new URL(url).host : null;
  const ref = host === null ? null : locate(url, candidates(host).adapters);
  console.log(JSON.stringify(ref === null ? { url, crm: null } : { url, ...ref }));
}
