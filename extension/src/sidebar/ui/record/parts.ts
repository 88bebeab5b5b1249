/** What is seldom needed of a record, in one piece: its code comes with the first use of any. */
export { Fields } from './Fields';
export { NotThem } from './NotThem';
export { Relinked } from './Relinked';
export { Unknown } from './Unknown';
