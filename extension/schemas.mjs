/**
 * Makes src/schema from shared_schemas: the REST types, and for the frames of the live stream types
 * with a validator that needs no `eval` (an extension's pages may not use it). And the other way:
 * tells shared_schemas which CRMs have an adapter of ours.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Ajv from 'ajv';
import standaloneCode from 'ajv/dist/standalone/index.js';
import * as esbuild from 'esbuild';
import openapiTS, { astToString } from 'openapi-typescript';
import { writeAdapters } from './adapters.mjs';
import { load } from './build.mjs';

const HERE = import.meta.dirname;
const SHARED = join(HERE, '..', 'shared_schemas');
const OUT = join(HERE, 'src', 'schema');
const HEAD =
  '// Made from shared_schemas by schemas.mjs; change the contracts of the backend instead.\n';

async function source(name) {
  try {
    return JSON.parse(await readFile(join(SHARED, name), 'utf8'));
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    console.error(
      `shared_schemas/${name} is not there yet: run "make schemas", which writes it first.`,
    );
    process.exit(1);
  }
}

/** A schema without what is only for readers: the compiled code would carry it along. */
function bare(schema) {
  if (Array.isArray(schema)) return schema.map(bare);
  if (schema === null || typeof schema !== 'object') return schema;
  const kept = Object.entries(schema).filter(
    ([key, value]) =>
      !['title', 'description', 'default', 'examples'].includes(key) || typeof value === 'object',
  );
  return Object.fromEntries(kept.map(([key, value]) => [key, bare(value)]));
}

/** Nobody reads why a frame was refused: two thirds of the code would be error objects. */
const ERROR = /\{\s*instancePath[^={}]*schemaPath:[^{}]*\{[^{}]*\}[^{}]*\}/g;

async function validator(schema) {
  const ajv = new Ajv({
    code: { source: true, esm: true },
    strict: false,
    validateFormats: false,
    messages: false,
    // Less code than leaving at the first; a frame from our own server has no errors.
    allErrors: true,
  });
  // Nothing of the newer dialect is used but its name; its bookkeeping would be compiled in.
  const { $schema: _dialect, ...plain } = bare(schema);
  const code = standaloneCode(ajv, ajv.compile(plain));
  const { outputFiles } = await esbuild.build({
    stdin: {
      contents: code
        .replaceAll(ERROR, '{}')
        .replace(
          /export const validate = (\w+);/,
          'export const isServerFrame = (frame) => $1(frame);',
        )
        .replace(/export default \w+;/, ''),
      resolveDir: HERE,
    },
    bundle: true,
    format: 'esm',
    minifySyntax: true,
    treeShaking: true,
    write: false,
  });
  return outputFiles[0].text;
}

/**
 * The CRMs that administrators may add addresses to, each with which spellings of an id are one, and
 * their names where a description of a page adapter is described.
 */
async function tellAdapters() {
  await writeAdapters();
  const { SHIPPED } = await load('src/shipped.ts');
  const open = SHIPPED.adapters.filter(({ id }) => id !== 'sample' && id !== 'generic');
  const write = (name, value) =>
    writeFile(join(SHARED, name), `${JSON.stringify(value, null, 2)}\n`);
  await write('shipped_crms.json', Object.fromEntries(open.map(({ id, ids }) => [id, ids])));
  const path = join(SHARED, 'page_adapters.schema.json');
  const schema = await readFile(path, 'utf8');
  const named = JSON.stringify(open.map(({ id }) => id)).replaceAll(',', ', ');
  await writeFile(path, schema.replace(/("ShippedCrm": \{ "enum": )\[[^\]]*\]/, `$1${named}`));
}

const names = (schema) => schema.oneOf.map(({ $ref }) => $ref.split('/').at(-1));

const api = await source('openapi.json');
const events = await source('events.schema.json');
await mkdir(OUT, { recursive: true });
await writeFile(join(OUT, 'api.d.ts'), HEAD + astToString(await openapiTS(api)));
await writeFile(join(OUT, 'events.js'), HEAD + (await validator(events)));
await writeFile(
  join(OUT, 'events.d.ts'),
  `${HEAD}import type { components } from './api';

type Schemas = components['schemas'];
export type ServerFrame = ${names(events)
    .map((name) => `Schemas['${name}']`)
    .join(' | ')};
export type StreamEvent = Schemas['Event'];

/** Whether a value is a frame that the server may send. */
export function isServerFrame(frame: unknown): frame is ServerFrame;
`,
);
await tellAdapters();
