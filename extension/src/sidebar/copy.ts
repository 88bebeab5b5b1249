/** To the clipboard. */

/**
 * Within a click. A page's policy can deny the clipboard's interface to a frame in it; the older
 * command asks for nothing but the click.
 */
export async function copied(words: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(words);
    return true;
  } catch {
    return copiedByCommand(words);
  }
}

function copiedByCommand(words: string): boolean {
  const write = (event: ClipboardEvent): void => {
    event.preventDefault();
    event.clipboardData?.setData('text/plain', words);
  };
  document.addEventListener('copy', write, { once: true });
  try {
    return document.execCommand('copy');
  } finally {
    document.removeEventListener('copy', write);
  }
}
