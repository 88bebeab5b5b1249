/**
 * Builds the extension: node build.mjs [--mode release|test] [--preset JSON] [--words]
 *
 * Without a mode both are built, into dist/release and dist/test. `--preset '{"server":"…"}'`
 * puts a server address into the test build, so that onboarding starts with it filled in. `--words`
 * makes nothing but what the type checker needs: the types of the words, the list of the adapters.
 */
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import * as esbuild from 'esbuild';
import { writeAdapters } from './adapters.mjs';
import { chromeMessages, words, wordTypes } from './locales.mjs';

const HERE = import.meta.dirname;

const readJson = async (path) => JSON.parse(await readFile(path, 'utf8'));

/** Load a TypeScript module of ours into this process. */
export async function load(entry) {
  const { outputFiles } = await esbuild.build({
    entryPoints: [join(HERE, entry)],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    logLevel: 'error',
  });
  const source = Buffer.from(outputFiles[0].contents).toString('base64');
  return import(`data:text/javascript;base64,${source}`);
}

const SHARED = {
  bundle: true,
  minify: true,
  target: 'chrome123',
  metafile: true,
  logLevel: 'warning',
  legalComments: 'none',
  absWorkingDir: HERE,
  jsx: 'automatic',
  jsxImportSource: 'preact',
};

/** The bundles: documents and service worker as modules, the content script as one plain file. */
async function bundle(mode, out) {
  const modules = await esbuild.build({
    ...SHARED,
    entryPoints: {
      sidebar: 'src/sidebar/main.tsx',
      options: 'src/options/main.tsx',
      worker: 'src/worker/main.ts',
    },
    format: 'esm',
    splitting: true,
    define: { THREADSIDE_TEST: String(mode === 'test') },
    chunkNames: 'chunks/[name]-[hash]',
    outdir: out,
  });
  const page = await esbuild.build({
    ...SHARED,
    entryPoints: {
      page: 'src/page/main.ts',
      badges: 'src/badges/main.ts',
      census: 'src/page/census.ts',
    },
    format: 'iife',
    outdir: out,
  });
  return { modules: modules.metafile, page: page.metafile };
}

/** dist/words.d.ts, for the type checker. */
async function writeWordTypes(all) {
  await mkdir(join(HERE, 'dist'), { recursive: true });
  await writeFile(join(HERE, 'dist', 'words.d.ts'), wordTypes(all));
}

/** Builds one mode and returns its folder, dist/{mode}. */
export async function build(mode, preset = null) {
  const out = join(HERE, 'dist', mode);
  const all = await words();
  await writeWordTypes(all);
  await writeAdapters();
  await rm(out, { recursive: true, force: true });
  const metafiles = await bundle(mode, out);
  const { manifest } = await load('manifest.ts');
  const { version } = await readJson(join(HERE, 'package.json'));
  const identity = await readJson(join(HERE, 'id.json'));
  const write = (name, value) => writeFile(join(out, name), `${JSON.stringify(value, null, 1)}\n`);
  await mkdir(join(out, '_locales', 'en'), { recursive: true });
  await cp(join(HERE, 'static'), out, { recursive: true });
  await write('manifest.json', manifest(mode, version, identity));
  await write('_locales/en/messages.json', chromeMessages(all));
  await writeFile(join(HERE, 'dist', `${mode}.meta.json`), JSON.stringify(metafiles));
  const { SHIPPED } = await load('src/shipped.ts');
  await writeFile(join(out, 'page.json'), JSON.stringify(SHIPPED));
  if (mode === 'test') await write('preset.json', preset ?? {});
  return out;
}

async function main() {
  const { values } = parseArgs({
    options: {
      mode: { type: 'string' },
      preset: { type: 'string' },
      words: { type: 'boolean', default: false },
    },
  });
  const { mode } = values;
  if (mode !== undefined && mode !== 'release' && mode !== 'test') {
    console.error(`--mode is "release" or "test", not "${mode}".`);
    return 2;
  }
  if (values.words) {
    await writeWordTypes(await words());
    await writeAdapters();
    return 0;
  }
  const preset = values.preset === undefined ? null : JSON.parse(values.preset);
  try {
    for (const each of mode === undefined ? ['release', 'test'] : [mode]) {
      console.log(`built ${await build(each, preset)}`);
    }
  } catch (error) {
    if (!Array.isArray(error.errors)) throw error;
    return 1; // esbuild has printed what is wrong and where
  }
  return 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.exitCode = await main();
