/**
 * Finds the page adapters that ship, so that nothing has to list them: a file `src/crm/<name>.ts` with
 * an adapter called `<name>` is one.
 */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const HERE = import.meta.dirname;
const FOLDER = join(HERE, 'src', 'crm');
const HEAD = '// Made from the files in src/crm by adapters.mjs.\n';

/** Their names, sorted: no address belongs to two of them, so that the order decides nothing. */
export async function adapterNames() {
  const files = (await readdir(FOLDER)).filter((file) => file.endsWith('.ts')).sort();
  const found = await Promise.all(
    files.map(async (file) => {
      const name = file.slice(0, -'.ts'.length);
      const source = await readFile(join(FOLDER, file), 'utf8');
      return source.includes(`\nexport const ${name}: Adapter = {`) ? [name] : [];
    }),
  );
  return found.flat();
}

/** dist/crm_ids.ts for whoever needs the names alone, dist/adapters.ts for all that they know. */
export async function writeAdapters() {
  const names = await adapterNames();
  const imports = names.map((name) => `import { ${name} } from '../src/crm/${name}';\n`).join('');
  const list = names.join(', ');
  await mkdir(join(HERE, 'dist'), { recursive: true });
  await write('crm_ids.ts', `export const CRM_IDS = ${JSON.stringify(names)} as const;\n`);
  await write(
    'adapters.ts',
    `import type { Adapter } from '../src/crm/adapter';\n${imports}
/** All adapters; on a page that several could know, the first one with a record wins. */
export const ADAPTERS: readonly Adapter[] = [${list}];\n`,
  );
}

async function write(name, source) {
  const path = join(HERE, 'dist', name);
  const former = await readFile(path, 'utf8').catch(() => null);
  if (former !== HEAD + source) await writeFile(path, HEAD + source);
}
