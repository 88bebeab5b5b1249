/** What the application's own keys do, in the words of its help. */

export const SHORTCUTS = [
  ['j', 'Next record, or next row of a list'],
  ['k', 'Previous record, or previous row of a list'],
  ['Enter', 'Open the row'],
  ['e', 'Edit this record'],
  ['c', 'Log a call'],
  ['/', 'Search'],
  ['?', 'This help'],
  ['Esc', 'Close the quick view'],
];
