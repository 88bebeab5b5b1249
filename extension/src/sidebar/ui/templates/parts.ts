/** All about templates, in one piece: its code comes with the first use of any. */
export { Missing } from './Missing';
export { Picker } from './Picker';
