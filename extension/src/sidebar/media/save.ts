/** Bytes to the rep's disk. Never opened in a document: what is saved can't run in our frame. */
import { fileName } from './kinds';

/** The browser has begun to read it long before. */
const READ_MS = 60_000;

export function save(bytes: Blob, name: string): void {
  // Whatever the file says it is: the browser must not want to show it.
  const url = URL.createObjectURL(bytes.slice(0, bytes.size, 'application/octet-stream'));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName(name);
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), READ_MS);
}
