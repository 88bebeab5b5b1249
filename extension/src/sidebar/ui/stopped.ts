/** The id of what says why Send can't be pressed. */
export const STOPPED = 'stopped';
