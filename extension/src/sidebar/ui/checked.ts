/** What is said about the words of a draft, in one piece: its code comes with the composer. */
export { Characters } from './Characters';
export { FirstText } from './FirstText';
export { Hints } from './Hints';
export { Likeness } from './Likeness';
export { Meter } from './Meter';
export { FromLibrary } from './media/FromLibrary';
export { Split } from './Split';
export { Texts } from './Texts';
export { Undecided } from './Undecided';
