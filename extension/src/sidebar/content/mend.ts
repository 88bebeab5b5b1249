/** Changes the words in the field as typing does, so that the field's own undo takes it back. */

/** What of `before` becomes what, so that the rest of the field stays as it is. */
function difference(before: string, after: string): { start: number; end: number; words: string } {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start += 1;
  if (isHigh(before.charCodeAt(start - 1))) start -= 1;
  let tail = 0;
  while (tail < most - start && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  if (isLow(before.charCodeAt(before.length - tail)) && tail > 0) tail -= 1;
  return { start, end: before.length - tail, words: after.slice(start, after.length - tail) };
}

// Half a character can't be typed.
const isHigh = (unit: number): boolean => unit >= 0xd800 && unit < 0xdc00;
const isLow = (unit: number): boolean => unit >= 0xdc00 && unit < 0xe000;

/**
 * Puts `after` into the field and the focus with it. False where the browser would not: then the
 * words are to be written, and the way back is to be kept, by whoever asks.
 */
export function typed(field: HTMLTextAreaElement, after: string): boolean {
  const { start, end, words } = difference(field.value, after);
  field.focus({ preventScroll: true });
  field.setSelectionRange(start, end);
  // Deprecated, and still the only way to change a field that its undo knows of.
  const done =
    words === ''
      ? document.execCommand?.('delete')
      : document.execCommand?.('insertText', false, words);
  return done === true && field.value === after;
}
