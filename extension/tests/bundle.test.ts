/** What is shipped: how big it is, what it is made of, and what it never holds (V-4). */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
const DIST = join(ROOT, 'dist/release');

interface Output {
  bytes: number;
  entryPoint?: string;
  inputs: Record<string, { bytesInOutput: number }>;
  imports: { path: string; kind: string }[];
}
interface Meta {
  outputs: Record<string, Output>;
}
const meta: { modules: Meta; page: Meta } = JSON.parse(
  readFileSync(join(ROOT, 'dist/release.meta.json'), 'utf8'),
);
const outputs = { ...meta.modules.outputs, ...meta.page.outputs };

const output = (name: string): Output => {
  const found = outputs[`dist/release/${name}.js`];
  if (found === undefined) throw new Error(`${name}.js was not built`);
  return found;
};

/** An entry with everything that is loaded before its first line runs. */
function firstLoad(name: string): string[] {
  const seen = new Set<string>();
  const visit = (path: string): void => {
    if (seen.has(path)) return;
    seen.add(path);
    for (const { path: next, kind } of outputs[path]?.imports ?? []) {
      if (kind === 'import-statement') visit(next);
    }
  };
  visit(`dist/release/${name}.js`);
  return [...seen];
}
const bytes = (name: string): number =>
  firstLoad(name).reduce((sum, path) => sum + (outputs[path]?.bytes ?? 0), 0);
const inputs = (name: string): string[] =>
  firstLoad(name).flatMap((path) => Object.keys(outputs[path]?.inputs ?? {}));

const files = (folder: string, kind: RegExp): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => kind.test(name))
    .map((name) => join(folder, name));
const sources = files(join(ROOT, 'src'), /\.tsx?$/)
  .map((path) => relative(ROOT, path))
  .filter((path) => !path.startsWith('src/schema/'));
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

describe('the bundles', () => {
  it.each([
    ['page', 12_000],
    ['census', 2_500],
    ['badges', 12_500],
    ['worker', 54_000],
    ['sidebar', 124_500],
    ['options', 60_000],
  ])('%s is at most %i bytes at its first load', (name, most) => {
    expect(bytes(name)).toBeLessThanOrEqual(most);
  });

  it('bring the checks of a draft as a part of their own, after the first paint', () => {
    const path = Object.keys(outputs).find((one) => /\/checking-\w+\.js$/.test(one)) ?? '';
    expect(outputs[path]?.bytes).toBeLessThanOrEqual(80_000);
    expect(Object.keys(outputs[path]?.inputs ?? {})).toContain('src/sidebar/content/check.ts');
    for (const input of inputs('sidebar'))
      expect(input).not.toMatch(/content\.json|sensitive|gsm7/);
  });

  it('keep everything but itself out of the content script', () => {
    expect(output('page').imports).toEqual([]);
    for (const path of inputs('page')) {
      expect(path).toMatch(/^src\/(page\/|checks\/to_page|[a-z_]+\.ts$)/);
    }
  });

  it('keep everything but itself out of the script for lists', () => {
    expect(output('badges').imports).toEqual([]);
    for (const path of inputs('badges')) {
      expect(path).toMatch(
        /^src\/(badges\/|page\/(tel|locate|theme)|checks\/to_list|[a-z_]+\.ts$)/,
      );
    }
  });

  it('keep markup and documents out of the service worker', () => {
    for (const path of inputs('worker'))
      expect(path).not.toMatch(/preact|\.tsx$|src\/(sidebar|options)/);
  });

  it('hold no code that makes code, and no way for text to become markup', () => {
    for (const path of files(DIST, /\.js$/)) {
      const code = readFileSync(path, 'utf8');
      expect(code, path).not.toMatch(/\beval\(|new Function\b|document\.write\(/);
      expect(code.replaceAll('dangerouslySetInnerHTML', ''), path).not.toMatch(
        /(page|badges)\.js$/.test(path)
          ? /innerHTML|outerHTML|insertAdjacentHTML/
          : /insertAdjacentHTML/,
      );
    }
  });

  it('hold no trace of the test build', () => {
    const names = files(DIST, /./).map((path) => relative(DIST, path));
    expect(names).not.toContain('preset.json');
    expect(readFileSync(join(DIST, 'worker.js'), 'utf8')).not.toContain('preset.json');
  });

  it('leave no script or style inside a document', () => {
    for (const path of files(DIST, /\.html$/)) {
      const html = readFileSync(path, 'utf8');
      expect(html, path).not.toMatch(/<style|style=|\son\w+=|<script(?![^>]*\ssrc=)/);
    }
  });
});

describe('the sources', () => {
  it.each(sources)('%s has no way for text to become markup', (path) => {
    expect(read(path)).not.toMatch(
      /innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML|createContextualFragment/,
    );
  });

  it('name the browser in one place and in the service worker, which is all wiring', () => {
    const naming = sources.filter((path) =>
      /(?<![\w.'"/-])chrome\.(?!\w+\.\w*[A-Z]?\w*>)\w+\./.test(
        read(path).replaceAll(
          /typeof chrome[.\w]*|: chrome[.\w]*|<chrome[.\w]*|\/\/.*|\/?\*.*/g,
          '',
        ),
      ),
    );
    expect(naming).toEqual(['src/worker/main.ts']);
  });

  it('use no web storage: it is denied to a frame inside another site', () => {
    for (const path of sources) {
      expect(read(path), path).not.toMatch(/\b(localStorage|sessionStorage|indexedDB)\b(?!`)/);
    }
  });

  it('watch no tree and poll nothing in the page', () => {
    for (const path of sources.filter((one) => one.startsWith('src/page/'))) {
      expect(read(path), path).not.toMatch(/subtree|setInterval|requestAnimationFrame/);
    }
  });

  it('are modules of one idea', () => {
    for (const path of sources)
      expect(read(path).split('\n').length, path).toBeLessThanOrEqual(251);
  });
});
