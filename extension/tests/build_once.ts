/** Builds the extension once for the tests that look at what is shipped. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

export default function setup(): void {
  const root = join(import.meta.dirname, '..');
  execFileSync(process.execPath, ['build.mjs', '--mode', 'release'], { cwd: root, stdio: 'pipe' });
}
